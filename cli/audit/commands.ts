import type { Command } from '../command.ts';
import { query } from './query.ts';
import { report } from './report.ts';
import { verify } from './verify.ts';

/** The audit trail, as it was sealed: proved, searched and reported, without a network. */
export const auditCommands: Readonly<Record<string, Command>> = {
  'audit verify': verify,
  'audit query': query,
  'audit report': report,
};
