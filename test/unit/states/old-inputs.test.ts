import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseSweepInput } from '../../../shared/adapters/lambda/sweeper.ts';
import { parseTurnInput } from '../../../shared/adapters/step-functions/turn.ts';

// A machine that was started by one version hands its input to the functions of the next. What stands in these files was
// sent by a version that may still run somewhere: add files for new versions, and change none.
const folder = new URL('../../fixtures/machine-input/', import.meta.url);

const inputs = readdirSync(folder).flatMap((file) => {
  const ofVersion: Record<string, object> = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  return Object.entries(ofVersion).map(([what, input]) => [`${file}: ${what}`, input] as const);
});

describe('the input of a machine that runs', () => {
  it.each(inputs)('%s is still read', (_, input) => {
    expect(parseTurnInput(input)).toMatchObject({ requestId: '7k3m9x2p4qab' });
  });

  it('keeps what the next turn needs', () => {
    const failed = inputs.find(([what]) => what.includes('a turn that failed'))?.[1];
    expect(parseTurnInput(failed)).toMatchObject({
      ...{ run: 0, turn: 3, failures: 2, unsaid: 1, woken: false },
      ...{ quietUntil: '2026-11-21T12:00:30.000Z', failure: { Error: 'DependencyError' } },
    });
  });
});

it('the input of a sweep that is on its way is still read', () => {
  expect(parseSweepInput({ version: 1 })).toEqual({});
  expect(parseSweepInput({ version: 1, by: 'U0DAVE', clusters: ['prod-eu'] })).toEqual({
    ...{ by: 'U0DAVE', clusters: ['prod-eu'] },
  });
});
