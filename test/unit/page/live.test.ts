import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { changeBetween, wholeOf } from '../../../local/live/change.ts';
import { openLive } from '../../../local/live/live.ts';
import { openSignal } from '../../../local/live/signal.ts';
import { apply, type Parts } from '../../../local/page/app/model/parts.ts';
import { nothing } from '../../../local/page/app/model/state.ts';

const parts = fc
  .dictionary(fc.stringMatching(/^[ab]\/[a-z/.]{0,4}$/), fc.jsonValue())
  .map((given) => new Map(Object.entries(given).map(([key, value]) => [key, JSON.stringify(value)])));

/** What a page that took everything in holds, in the server's own form. */
function flat(told: Parts): Record<string, string> {
  return Object.fromEntries(
    [...told].flatMap(([name, items]) =>
      [...items].map(([id, value]) => [`${name}/${id}`, JSON.stringify(value)]),
    ),
  );
}

describe('what the page is told', () => {
  it('makes of what it had what is there now, whatever changed', () => {
    fc.assert(
      fc.property(parts, parts, (before, after) => {
        const had = apply(nothing, JSON.parse(wholeOf(before, 0)));
        const change = changeBetween(before, after, 0);
        const has = change === undefined ? had : apply(had, JSON.parse(change));
        expect(flat(has)).toEqual(Object.fromEntries(after));
      }),
    );
  });

  it('is everything first, then each change, and nothing where nothing changed', async () => {
    const signal = openSignal();
    let now = new Map([['a/1', '1']]);
    const live = openLive({ read: async () => now, now: () => 0, signals: [signal] });
    onTestFinished(() => live.stop());
    const heard: string[] = [];
    const until = async (count: number) => {
      while (heard.length < count) await delay(5);
    };
    live.listen((event, json) => void heard.push(`${event} ${json}`));
    await until(1);
    signal.tell();
    await delay(100);
    now = new Map([['a/2', '2']]);
    signal.tell();
    await until(2);
    expect(heard).toEqual([
      'whole {"now":0,"set":{"a/1":1},"gone":[]}',
      'change {"now":0,"set":{"a/2":2},"gone":["a/1"]}',
    ]);
  });
});
