import { messageIn, type PlatformState } from './platform.ts';

const channel = 'security-alerts';

/** What the channel sees of a break-glass, or of a drill. */
export const alarmOf = (state: PlatformState, id: string) =>
  messageIn(
    state,
    channel,
    ({ text }) => text.includes(id) && /Break-glass: access without approval|Break-glass drill:/.test(text),
  );

/** The first line of each message in its thread, in order. */
export function stepsOf(state: PlatformState, id: string): readonly string[] {
  return threadOf(state, id).map(({ text }) => text);
}

/** How a drill went, to the last line; nothing before it is over. */
export function drillReportOf(state: PlatformState, id: string): string | undefined {
  const report = threadOf(state, id).find(({ text }) => /Drill (passed|failed)/.test(text));
  return report && JSON.stringify(report.blocks);
}

function threadOf(state: PlatformState, id: string) {
  const { ts } = alarmOf(state, id);
  const messages = state.slack.channels.find(({ name }) => name === channel)?.messages ?? [];
  return messages.filter(({ threadTs }) => threadTs === ts);
}

/** Its pages, by channel, because neither waits for the other. */
export const pagesOf = ({ pages }: PlatformState, id: string) =>
  pages
    .filter(({ dedupKey }) => dedupKey === id)
    .toSorted((one, other) => one.channel.localeCompare(other.channel));
