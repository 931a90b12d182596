import type { Command } from '../command.ts';
import { doctor } from './doctor.ts';

/** What looks after a deployment. */
export const doctorCommands: Readonly<Record<string, Command>> = { doctor };
