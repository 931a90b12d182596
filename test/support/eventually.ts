import { expect } from 'vitest';
import { patience } from './browser.ts';

/** Expects of what is read again and again, until it is so or patience ends. */
export function eventually<Value>(read: () => Promise<Value>) {
  return expect.poll(read, { timeout: patience });
}
