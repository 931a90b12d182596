import type { Parts } from '../../local/live/parts.ts';

const start = Date.parse('2026-11-21T10:00:00Z');

/** What a platform tells its page where a lot was said in #general and a lot is open in prod-eu. */
export function crowd({ messages, windows }: { messages: number; windows: number }): Parts {
  const channel = { id: 'C1', name: 'general', kind: 'public', isArchived: false, members: [] };
  const user = { id: 'U1', name: 'alice', real_name: 'Alice Engineer', tz: 'UTC', is_bot: false };
  return new Map<string, string>([
    ['user/U1', JSON.stringify({ ...user, is_restricted: false, deleted: false })],
    ['channel/C1', JSON.stringify(channel)],
    ['cluster/prod-eu', JSON.stringify({ name: 'prod-eu' })],
    ...Array.from({ length: messages }, (_, index) => message(index)),
    ...Array.from({ length: windows }, (_, index) => window(index)),
  ]);
}

function message(index: number): [string, string] {
  const ts = `${start / 1000 + index}.000000`;
  const text = { type: 'mrkdwn', text: `Message ${index}` };
  const blocks = [{ type: 'section', block_id: 'b', text }];
  return [
    `message/C1/${ts}`,
    JSON.stringify({ ts, channel: 'C1', user: 'U1', text: '', blocks, reactions: [] }),
  ];
}

function window(index: number): [string, string] {
  const requestedAt = new Date(start + index).toISOString();
  const closesAt = new Date(Date.now() + 3_600_000).toISOString();
  return [
    `request/r${index}`,
    JSON.stringify({
      ...{ id: `r${index}`, status: 'active', requestedAt, closesAt, reason: 'because' },
      requester: { name: `Person ${index}`, email: 'person@example.com', userId: 'U1' },
      scope: { cluster: 'prod-eu', namespaces: ['payments'], role: 'view' },
      window: { grantedAt: requestedAt, closesAt },
    }),
  ];
}
