import type { Command } from '../command.ts';
import { manifest } from './manifest.ts';

/** What Slack needs to know of the app. */
export const slackCommands: Readonly<Record<string, Command>> = { 'slack manifest': manifest };
