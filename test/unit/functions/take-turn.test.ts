import { describe, expect, it } from 'vitest';
import { takeTurn, UnsaidError } from '../../../functions/take-turn.ts';
import { parseTurnInput } from '../../../shared/adapters/step-functions/turn.ts';
import type { MachineKind } from '../../../shared/usecases/ports.ts';
import { settled, type Turn, untilSaid, waitUntil } from '../../../shared/usecases/turn.ts';
import { minutesAfterNoon, noon } from '../../support/records.ts';

const requestId = '7k3m9x2p4qab';
const fails = async (): Promise<Turn> => {
  throw new Error('the cluster is down');
};

/** Takes a turn that a click asked for; what came of it, and which successors were started. */
async function wake(kind: MachineKind, take: () => Promise<Turn>, startSuccessor?: () => Promise<void>) {
  const started: unknown[] = [];
  const reported: string[] = [];
  const ports = {
    clock: () => noon,
    reporter: { failed: (what: string) => void reported.push(what) },
    machines: {
      start: async () => undefined,
      startSuccessor: startSuccessor ?? (async (...which: unknown[]) => void started.push(which)),
    },
  };
  const input = parseTurnInput({ version: 1, requestId, run: 0, turn: 0, woken: true });
  return { answer: await takeTurn(ports, kind, input, take), started, reported };
}

describe('a turn of the window machine that a click asked for', () => {
  it('starts nothing when the window is closed and all is said', async () => {
    expect(await wake('window', async () => settled)).toMatchObject({
      answer: { state: 'settled' },
      started: [],
    });
  });

  it('starts a successor when it fails, which does not wait until the window’s end', async () => {
    const { answer, started, reported } = await wake('window', fails);
    expect(started).toEqual([['window', requestId, 0]]);
    expect(reported).toEqual(['take a woken turn of the window machine']);
    expect(answer.state).toBe('settled');
  });

  it.each([
    ['an interrupted opening has still to end', waitUntil(minutesAfterNoon(2))],
    ['Slack could not be told', untilSaid(settled, noon)],
  ])('starts a successor when %s', async (_, turn) => {
    expect((await wake('window', async () => turn)).started).toHaveLength(1);
  });

  it('is thrown, and so repeated by Lambda, where the successor cannot be started', async () => {
    const noSuccessor = async () => {
      throw new Error('Step Functions is down');
    };
    await expect(wake('window', fails, noSuccessor)).rejects.toThrow('Step Functions is down');
  });
});

describe('a turn of the approval machine that a click asked for', () => {
  it('is thrown when it fails, or when Slack could not be told', async () => {
    await expect(wake('approval', fails)).rejects.toThrow('the cluster is down');
    await expect(wake('approval', async () => untilSaid(settled, noon))).rejects.toThrow(UnsaidError);
  });
});
