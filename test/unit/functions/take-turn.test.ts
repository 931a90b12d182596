import { describe, expect, it } from 'vitest';
import { takeTurn, UnsaidError } from '../../../functions/take-turn.ts';
import { answerOpening, parseTurnInput } from '../../../shared/adapters/step-functions/turn.ts';
import { secondsAfter } from '../../../shared/domain/instant.ts';
import { RateLimitedError } from '../../../shared/usecases/errors.ts';
import type { MachineKind } from '../../../shared/usecases/ports.ts';
import { settled, type Turn, untilSaid, waitUntil } from '../../../shared/usecases/turn.ts';
import { minutesAfterNoon, noon } from '../../support/records.ts';

const requestId = '7k3m9x2p4qab';
/** Settled, but Slack could not be told. */
const unsaid = (retryAfter: number) => untilSaid(settled, { retryAfter });
const fails = async (): Promise<Turn> => {
  throw new Error('the cluster is down');
};

/** Takes a turn that a click asked for; what came of it, and which successors were started. */
async function wake(kind: MachineKind, take: () => Promise<Turn>, startSuccessor?: () => Promise<void>) {
  const started: unknown[] = [];
  const reported: string[] = [];
  const ports = {
    clock: () => noon,
    random: () => 0,
    reporter: { failed: (what: string) => void reported.push(what), alarm: () => undefined },
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
    expect(started).toEqual([['window', requestId, 0, undefined]]);
    expect(reported).toEqual(['take a woken turn of the window machine']);
    expect(answer.state).toBe('settled');
  });

  it.each([
    ['an interrupted opening has still to end', waitUntil(minutesAfterNoon(2))],
    ['Slack could not be told', unsaid(0)],
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
  it('is thrown when it fails, or when Slack could not be told while the machine waits for approvers', async () => {
    await expect(wake('approval', fails)).rejects.toThrow('the cluster is down');
    const waiting = untilSaid(waitUntil(minutesAfterNoon(2)), { retryAfter: 0 });
    await expect(wake('approval', async () => waiting)).rejects.toThrow(UnsaidError);
  });

  it('starts a successor when all is decided but Slack could not be told, not to call before it may', async () => {
    const { started } = await wake('approval', async () => unsaid(120));
    expect(started).toEqual([['approval', requestId, 0, minutesAfterNoon(2)]]);
  });
});

describe('the turn after an opening', () => {
  const input = { version: 1, requestId, run: 0, turn: 0 };

  it('does not call Slack before the opening was told that it may', () => {
    const Payload = answerOpening(parseTurnInput(input), { retryAfter: 30 }, noon);
    expect(parseTurnInput({ ...input, opened: { Payload, StatusCode: 200 } }).quietUntil).toBe(
      secondsAfter(noon, 30),
    );
  });

  it.each([[undefined], [{}], [{ Payload: null }], [{ Payload: { quietUntil: 'soon' } }]])(
    'comes whatever the opening answered: %j',
    (opened) => {
      expect(parseTurnInput({ ...input, opened })).toMatchObject({ requestId, turn: 0 });
    },
  );
});

describe('a turn after which Slack is not told', () => {
  /** Takes a turn as the machine's next step was answered before. */
  async function turn(before: Record<string, unknown>, take: () => Promise<Turn>, chance = 0) {
    const ports = {
      clock: () => noon,
      random: () => chance,
      reporter: { failed: () => undefined, alarm: () => undefined },
      machines: { start: async () => undefined, startSuccessor: async () => undefined },
    };
    const input = parseTurnInput({ version: 1, requestId, run: 0, turn: 0, ...before });
    return takeTurn(ports, 'window', input, take);
  }

  it('is taken again when Slack said, at most a quarter later, and Slack is not called before', async () => {
    const soon = await turn({}, async () => unsaid(40));
    expect(soon).toMatchObject({ state: 'waiting', wakeAt: secondsAfter(noon, 40), unsaid: 1 });
    expect(soon.quietUntil).toBe(secondsAfter(noon, 40));
    expect((await turn({}, async () => unsaid(40), 1)).wakeAt).toBe(secondsAfter(noon, 50));
  });

  it('is taken again after a minute, then later each time, up to a quarter of an hour', async () => {
    const waits = [0, 1, 2, 3, 4, 5, 50].map(async (times) => {
      const { wakeAt } = await turn({ unsaid: times }, async () => unsaid(0), 1);
      return wakeAt;
    });
    const minutes = [1, 2, 4, 8, 15, 15, 15];
    expect(await Promise.all(waits)).toEqual(minutes.map(minutesAfterNoon));
  });

  it('counts how often in a row that was', async () => {
    expect(await turn({ unsaid: 3 }, async () => unsaid(0))).toMatchObject({ unsaid: 4, failures: 0 });
  });

  it('never comes before what Slack said, however often it failed', async () => {
    const { wakeAt } = await turn({ unsaid: 9 }, async () => unsaid(3600));
    expect(wakeAt).toBe(minutesAfterNoon(60));
  });

  it('does not wait past its own time', async () => {
    const own = waitUntil(secondsAfter(noon, 7));
    const { wakeAt } = await turn({ unsaid: 5 }, async () => untilSaid(own, { retryAfter: 300 }));
    expect(wakeAt).toBe(own.state === 'waiting' ? own.wakeAt : '');
  });

  it('is forgotten once all is said', async () => {
    const said = await turn({ unsaid: 5, quietUntil: noon }, async () => waitUntil(minutesAfterNoon(9)));
    expect(said).toMatchObject({ wakeAt: minutesAfterNoon(9), unsaid: 0 });
    expect(said).not.toHaveProperty('quietUntil');
  });

  it('that failed because Slack was busy is taken again when Slack said', async () => {
    const busy = async () => {
      throw new RateLimitedError('Slack is busy', 90);
    };
    const answer = await turn({}, busy, 1);
    expect(answer).toMatchObject({ failures: 1, wakeAt: secondsAfter(noon, 112.5) });
    expect(answer.quietUntil).toBe(secondsAfter(noon, 90));
  });
});
