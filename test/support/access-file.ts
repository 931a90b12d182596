import { readFileSync } from 'node:fs';
import { ConfigError } from '../../shared/config/config-error.ts';
import { parseAccessConfig } from '../../shared/config/load-access-config.ts';
import { exampleFile } from './records.ts';

/** The text of the example estate. */
export const example = readFileSync(exampleFile, 'utf8');

/** What is said against a text that is read as `access.yaml`, without the columns. */
export function complaintAbout(text: string): string {
  try {
    parseAccessConfig(text, 'access.yaml');
  } catch (error) {
    if (error instanceof ConfigError) return error.message.replace(/^(access\.yaml:\d+):\d+/gm, '$1');
    throw error;
  }
  return 'accepted';
}

/** The line of the example on which the text stands first, counted from 1. */
export function lineOf(text: string): number {
  return example.slice(0, example.indexOf(text)).split('\n').length;
}
