import type { Command } from '../command.ts';
import { manifest } from './manifest.ts';

/** What clusters need of their administrators. */
export const clusterCommands: Readonly<Record<string, Command>> = { 'cluster manifest': manifest };
