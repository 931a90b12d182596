import type { MrkdwnElement, PlainTextElement } from '@slack/web-api';
import { type ApproverSource, partsOf, sourceInWords } from '../../../domain/approver-source.ts';
import { type Instant, millisecondsOf } from '../../../domain/instant.ts';
import type { Person, UsergroupHandle } from '../../../domain/person.ts';

/** The longest text of a section, in characters. https://docs.slack.dev/reference/block-kit/blocks/section-block */
export const longestText = 3000;

/** Makes Slack show the text as it is: these three characters begin and end all that Slack would interpret. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Cuts a text that is too long, and shows that it was cut. */
export function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** Escapes a text and cuts it to so many characters, never through the middle of what was escaped. */
export function escapedWithin(text: string, longest: number): string {
  if (escaped(text).length <= longest) return escaped(text);
  let cut = '';
  for (const character of text) {
    const next = cut + escaped(character);
    if (next.length >= longest) break;
    cut = next;
  }
  return `${cut}…`;
}

/** For what people typed: Slack interprets nothing in it. The text must be escaped already. */
export function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

/** For our own words. `verbatim` keeps Slack from making links and mentions of what only looks like them. */
export function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text: shortened(text, longestText), verbatim: true };
}

/** A name as inline code. A backtick would end the code, so it is left out. */
export function code(name: string): string {
  return `\`${escaped(name.replaceAll('`', ''))}\``;
}

export function codes(names: readonly string[]): string {
  return names.map(code).join(', ');
}

const userId = /^[UW][A-Z0-9]+$/;
const usergroupId = /^S[A-Z0-9]+$/;

/** A person, by the id that Slack turns into today's name. */
export function mention({ userId: id, email }: Person): string {
  return userId.test(id) ? mentionId(id) : code(email);
}

/** The same, of an account of which nothing but the id is known. */
export function mentionId(id: string): string {
  return userId.test(id) ? `<@${id}>` : code(id);
}

/** A source of approvers: a usergroup is mentioned, so that its members are notified, where its id is known. */
export function mentionSource(source: ApproverSource, ids: ReadonlyMap<UsergroupHandle, string>): string {
  const parts = partsOf(source);
  const id = parts.kind === 'usergroup' ? ids.get(parts.handle) : undefined;
  return id !== undefined && usergroupId.test(id) ? `<!subteam^${id}>` : code(sourceInWords(source));
}

/** Sources of approvers by name, without notifying anybody. */
export function sourcesInCode(sources: readonly ApproverSource[]): string {
  return codes(sources.map(sourceInWords));
}

/** A moment in the reader's own time zone; in UTC where the client cannot tell. */
export function when(instant: Instant): string {
  const utc = `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
  return `<!date^${Math.floor(millisecondsOf(instant) / 1000)}^{date_short_pretty} {time}|${utc}>`;
}

/** How long it is until a moment, or since, as the reader's client counts it; the moment itself where it cannot. */
export function ago(instant: Instant): string {
  const utc = `at ${instant.slice(11, 16)} UTC`;
  return `<!date^${Math.floor(millisecondsOf(instant) / 1000)}^{ago}|${utc}>`;
}

/** `1 approval`, `2 approvals`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

/** A time that was measured, in seconds with one decimal: `2.4 s`. @param milliseconds of it */
export function inSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
