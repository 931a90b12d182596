import { describe, expect, it } from 'vitest';
import { apply } from '../../../local/page/app/model/parts.ts';
import {
  inChannel,
  isOpenTo,
  repliesIn,
  unreadSince,
  visibleTo,
} from '../../../local/page/app/model/places.ts';
import { nothing, stateOf } from '../../../local/page/app/model/state.ts';
import { countdown, distance, slackDate } from '../../../local/page/app/model/time.ts';
import type { Channel, Message } from '../../../local/page/app/model/types.ts';
import { hashOf, placeIn } from '../../../local/page/app/place.ts';
import { suggestionsFor } from '../../../local/page/app/slack/commands.ts';
import { matching } from '../../../local/page/app/slack/matching.ts';
import { secondsToEnd } from '../../../local/page/app/truth/next-end.ts';

const message = (ts: string, more: Partial<Message> = {}): Message => ({
  ...{ ts, channel: 'C1', user: 'U1', text: '', blocks: [], reactions: [] },
  ...more,
});

describe('what the platform tells', () => {
  const first = apply(nothing, {
    now: 0,
    set: { 'user/U1': { id: 'U1' }, 'message/C1/2.2': message('2.2'), 'message/C1/1.1': message('1.1') },
    gone: [],
  });

  it('becomes lists in order, and a change leaves alone what it does not name', () => {
    const state = stateOf(first);
    expect(state.messages.get('C1')?.map(({ ts }) => ts)).toEqual(['1.1', '2.2']);
    const next = stateOf(
      apply(first, { now: 1, set: { 'message/C1/3.3': message('3.3') }, gone: ['message/C1/1.1'] }),
    );
    expect(next.messages.get('C1')?.map(({ ts }) => ts)).toEqual(['2.2', '3.3']);
    expect(next.users).toBe(state.users);
  });
});

describe('times', () => {
  const reading = { timeZone: 'Europe/Berlin', now: 1700000120_000 };

  it("a date token is shown in the person's time zone, and falls back where it is none", () => {
    expect(slackDate(1700000000, '{date_num} {time}, {ago}', 'then', reading)).toBe(
      '14/11/2023 23:13, 2 min ago',
    );
    expect(slackDate(1700000000, '{date_short_pretty} {time}', 'then', reading)).toBe('today 23:13');
    expect(slackDate(1700003000, '{date_short_pretty}', 'then', reading)).toBe('tomorrow');
    expect(slackDate(Number.NaN, '{date}', 'then', reading)).toBe('then');
  });

  it('a distance is told in its two largest units, a countdown to the second', () => {
    expect([distance(40_000), distance(3_900_000), distance(-720_000)]).toEqual([
      'in 40 s',
      'in 1 h 5 min',
      '12 min ago',
    ]);
    expect([countdown(3_729_000), countdown(59_000), countdown(-5)]).toEqual(['1:02:09', '0:59', '0:00']);
  });

  it('the end to go to is that of the window which ends first', () => {
    const window = (status: string, closesAt: string) => ({ status, closesAt }) as never;
    const now = Date.parse('2026-11-21T10:00:00Z');
    const open = [window('active', '2026-11-21T11:00:00Z'), window('active', '2026-11-21T10:30:00Z')];
    expect(secondsToEnd([...open, window('ended', '2026-11-21T10:10:00Z')], now)).toBe(1800);
    expect(secondsToEnd([], now)).toBeUndefined();
  });
});

describe('places', () => {
  const thread = [message('1.1'), message('2.2'), message('3.3', { threadTs: '1.1' })];
  const sent = message('4.4', { threadTs: '1.1', broadcast: true });

  it('a reply stands in its thread alone, unless it was sent to the channel too', () => {
    expect(inChannel([...thread, sent]).map(({ ts }) => ts)).toEqual(['1.1', '2.2', '4.4']);
    expect(
      repliesIn([...thread, sent])
        .get('1.1')
        ?.map(({ ts }) => ts),
    ).toEqual(['3.3', '4.4']);
  });

  it('an ephemeral message is for its person alone, a channel for its members where it is not public', () => {
    const mine = message('5.5', { ephemeralTo: 'U1' });
    expect(visibleTo([mine, sent], 'U1')).toEqual([mine, sent]);
    expect(visibleTo([mine, sent], 'U2')).toEqual([sent]);
    const channel = (kind: Channel['kind']): Channel => ({
      ...{ id: 'C1', name: 'c', kind, isArchived: false, members: ['U1'] },
    });
    expect([
      isOpenTo(channel('public'), 'U2'),
      isOpenTo(channel('im'), 'U1'),
      isOpenTo(channel('im'), 'U2'),
    ]).toEqual([true, true, false]);
  });

  it('what came after the last one seen is unread', () => {
    expect([unreadSince(thread, '1.1'), unreadSince(thread, '0'), unreadSince(thread, '3.3')]).toEqual([
      2, 3, 0,
    ]);
  });

  it('a place goes into the address and comes back as it was', () => {
    const place = { as: 'bob', where: 'access-requests', thread: '1795297550.859000' };
    expect(placeIn(hashOf(place))).toEqual(place);
    expect(placeIn('')).toEqual({ as: 'alice', where: 'access-requests' });
    expect(placeIn('#%E0%A4%A')).toEqual({ as: 'alice', where: 'access-requests' });
  });
});

describe('what the composer and selects offer', () => {
  it('commands by how they begin, ids where one is wanted, and nothing for what is no command', () => {
    expect(suggestionsFor('/k8s-b', []).map(({ text }) => text)).toContain('/k8s-break-glass drill');
    const requests = [{ id: 'c4rg7jdhbptj', status: 'active' }];
    expect(suggestionsFor('/k8s-access release c4', requests).map(({ text }) => text)).toEqual([
      '/k8s-access release c4rg7jdhbptj ',
    ]);
    expect(suggestionsFor('hello', requests)).toEqual([]);
  });

  it('options by any part of their text, as many as Slack shows', () => {
    const options = Array.from({ length: 150 }, (_, index) => ({
      text: { text: `Person ${index}` },
      value: `U${index}`,
    }));
    expect(matching(options, 'ERSON 14').map(({ value }) => value)).toContain('U149');
    expect(matching(options, '')).toHaveLength(100);
  });
});
