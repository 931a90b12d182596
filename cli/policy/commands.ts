import type { Command } from '../command.ts';
import { test } from './cases/test.ts';
import { check } from './check/check.ts';
import { explain } from './explain/explain.ts';
import { replay } from './replay/replay.ts';

/** The policy as code: it is checked, asked, held to examples and tried on the past. */
export const policyCommands: Readonly<Record<string, Command>> = {
  'policy check': check,
  'policy explain': explain,
  'policy test': test,
  'policy replay': replay,
};
