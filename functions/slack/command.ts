import {
  extendUsage,
  requestUsage,
  revokeUsage,
  unlinkUsage,
} from '../../shared/adapters/slack/views/help.ts';
import { type Duration, parseDuration } from '../../shared/domain/duration.ts';
import type { Estate } from '../../shared/domain/estate.ts';
import { parseRequestId, type RequestId } from '../../shared/domain/ids.ts';
import { parseReason, type Reason } from '../../shared/domain/reason.ts';
import { type AskUnderstood, bare, parseAsk, type TypedAsk } from '../../shared/domain/typed-ask.ts';

/** What stands behind `/k8s-access`, once understood; a problem is a sentence that says what to type. */
export type Command =
  | { readonly kind: 'form' }
  | { readonly kind: 'request'; readonly ask: AskUnderstood }
  | { readonly kind: 'list' | 'list-unreviewed' }
  | { readonly kind: 'status' | 'withdraw' | 'release'; readonly id: RequestId }
  | {
      readonly kind: 'extend';
      readonly of: RequestId;
      readonly duration: Duration;
      readonly reason: Reason;
    }
  | { readonly kind: 'revoke'; readonly id: RequestId; readonly why: Reason }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'link' }
  | { readonly kind: 'unlink'; readonly of: string; readonly why: Reason }
  | { readonly kind: 'help' }
  | { readonly kind: 'problem'; readonly sentence: string };

/** Reads the text of a `/k8s-access` command. */
export function parseCommand(text: string, estate: Estate): Command {
  const { first: verb, rest } = firstWord(text);
  const known = verb.toLowerCase();
  switch (known) {
    case '':
      return { kind: 'form' };
    case 'request':
      return parseRequest(rest, estate);
    case 'list':
      return parseList(rest);
    case 'status':
    case 'withdraw':
    case 'release':
      return parseOne(known, rest);
    case 'extend':
      return parseExtend(rest);
    case 'revoke':
      return parseRevoke(rest);
    case 'sweep':
      return { kind: 'sweep' };
    case 'link':
      return rest === ''
        ? { kind: 'link' }
        : problem('`/k8s-access link` stands alone. It answers with a code, which you type in a terminal.');
    case 'unlink':
      return parseUnlink(rest);
    case 'help':
      return { kind: 'help' };
    default:
      return problem(
        `There is no command ${quoted(verb)}. There is \`request\`, \`list\`, \`status\`, \`withdraw\`, \`release\`, \`extend\`, \`revoke\`, \`sweep\`, \`link\`, \`unlink\` and \`help\`; \`/k8s-access\` alone opens the form.`,
      );
  }
}

function parseList(rest: string): Command {
  if (rest === '') return { kind: 'list' };
  return /^(--|—|–)unreviewed$/.test(rest)
    ? { kind: 'list-unreviewed' }
    : problem(
        'Write `/k8s-access list` for your requests, or `/k8s-access list --unreviewed` for every break-glass that nobody has reviewed.',
      );
}

function parseOne(kind: 'status' | 'withdraw' | 'release', rest: string): Command {
  const { first: typed, rest: excess } = firstWord(rest);
  const usage = `\`/k8s-access ${kind} <id>\``;
  if (typed === '') return problem(`Say which request: ${usage}. \`/k8s-access list\` shows yours.`);
  if (excess !== '') return problem(`Name one request: ${usage}.`);
  const id = parseRequestId(bare(typed));
  return id.ok ? { kind, id: id.value } : problem(id.problem);
}

function parseExtend(rest: string): Command {
  const { first: typed, rest: time } = firstWord(rest);
  const { first: length, rest: words } = firstWord(time);
  const missing = [
    ...(typed === '' ? ['the id of your open access'] : []),
    ...(length === '' ? ['a duration'] : []),
    ...(words === '' ? ['a reason'] : []),
  ];
  if (missing.length > 0)
    return problem(`The extension lacks ${inWords(missing)}. Write \`${extendUsage}\`.`);
  const of = parseRequestId(bare(typed));
  const duration = parseDuration(bare(length));
  const reason = parseReason(words);
  if (of.ok && duration.ok && reason.ok) {
    return { kind: 'extend', of: of.value, duration: duration.value, reason: reason.value };
  }
  return problem([of, duration, reason].flatMap((part) => (part.ok ? [] : [part.problem])).join('\n'));
}

function parseRevoke(rest: string): Command {
  const { first: typed, rest: words } = firstWord(rest);
  if (typed === '') return problem(`Say which request, and why: \`${revokeUsage}\`.`);
  const id = parseRequestId(bare(typed));
  if (!id.ok) return problem(id.problem);
  const why = parseReason(words);
  return why.ok
    ? { kind: 'revoke', id: id.value, why: why.value }
    : problem(`${why.problem} Write \`${revokeUsage}\`.`);
}

// Slack puts the id of whom somebody mentions in place of the name: <@U0ALICE|alice>.
const mention = /^(?:<@([UW][0-9A-Z]{2,20})(?:\|[^>]*)?>|([UW][0-9A-Z]{2,20}))$/;

function parseUnlink(rest: string): Command {
  const { first: whom, rest: words } = firstWord(rest);
  const [, mentioned, typed] = mention.exec(whom) ?? [];
  const of = mentioned ?? typed;
  if (of === undefined) {
    return problem(`Mention whose link goes, or write their member id, and say why: \`${unlinkUsage}\`.`);
  }
  const why = parseReason(words);
  return why.ok
    ? { kind: 'unlink', of, why: why.value }
    : problem(`${why.problem} Write \`${unlinkUsage}\`.`);
}

function parseRequest(rest: string, estate: Estate): Command {
  const typed = splitRequest(rest);
  const missing = missingParts(typed);
  if (missing !== undefined) return problem(`The request lacks ${missing}. Write \`${requestUsage}\`.`);
  const parsed = parseAsk(typed, estate);
  return parsed.ok
    ? { kind: 'request', ask: parsed.ask }
    : problem(Object.values(parsed.problems).join('\n'));
}

// A list of namespaces may have spaces around its commas; nothing else in front of the reason may have any.
const namespaceList = /^[^\s,]+(?:\s*,\s*[^\s,]+)*,?/;

function splitRequest(typed: string): TypedAsk {
  const { rest, ...scope } = splitScope(typed);
  const duration = firstWord(rest);
  return { ...scope, duration: duration.first, reason: duration.rest };
}

/** A cluster, namespaces and a role as they were typed, and what was typed after them. */
export function splitScope(
  typed: string,
): Pick<TypedAsk, 'cluster' | 'namespaces' | 'role'> & { readonly rest: string } {
  const cluster = firstWord(typed);
  const list = namespaceList.exec(cluster.rest)?.[0] ?? '';
  const role = firstWord(cluster.rest.slice(list.length));
  return {
    cluster: cluster.first,
    namespaces: list.split(',').filter((name) => name.trim() !== ''),
    role: role.first,
    rest: role.rest,
  };
}

/** What was not typed, as a part of a sentence; nothing where all of it was. */
export function missingParts({
  cluster,
  namespaces,
  role,
  duration,
  reason,
}: Omit<TypedAsk, 'duration'> & { readonly duration?: string }): string | undefined {
  const missing = [
    ...(cluster === '' ? ['a cluster'] : []),
    ...(namespaces.length === 0 ? ['a namespace'] : []),
    ...(role === '' ? ['a role'] : []),
    ...(duration === '' ? ['a duration'] : []),
    ...(reason === '' ? ['a reason'] : []),
  ];
  return missing.length === 0 ? undefined : inWords(missing);
}

function firstWord(text: string): { readonly first: string; readonly rest: string } {
  const trimmed = text.trim();
  const [first = ''] = trimmed.split(/\s/, 1);
  return { first, rest: trimmed.slice(first.length).trim() };
}

function inWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join() : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** Repeats what was typed only where it reads as a word: anything else would confuse more than it tells. */
function quoted(word: string): string {
  return /^[A-Za-z-]{1,20}$/.test(word) ? `\`${word}\`` : 'of that name';
}

function problem(sentence: string): Command {
  return { kind: 'problem', sentence };
}
