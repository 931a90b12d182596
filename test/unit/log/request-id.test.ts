import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from 'aws-lambda';
import { expect, it } from 'vitest';
import { functionNames } from '../../../infra/names.ts';
import { requestId, withRequestId } from '../../../shared/adapters/log/request-id.ts';

const invocation = (awsRequestId: string) => ({ awsRequestId }) as Context;

it('each invocation knows its own id, however many run at once and wherever they wait', async () => {
  const handler = withRequestId(async (milliseconds: number) => {
    await pause(milliseconds);
    return requestId();
  });
  expect(await Promise.all([handler(2, invocation('one')), handler(1, invocation('two'))])).toEqual([
    'one',
    'two',
  ]);
  expect(requestId()).toBeUndefined();
});

it.each(functionNames)('%s logs under its invocations’ ids', (name) => {
  const entry = readFileSync(new URL(`../../../functions/${name}/index.ts`, import.meta.url), 'utf8');
  expect(entry).toContain('export const handler = withRequestId(create(process.env, Date.now));');
});
