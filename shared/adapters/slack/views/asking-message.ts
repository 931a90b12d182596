import type { Asking, ThreadNote } from '../../../domain/askings.ts';
import { escalationCauseInWords, shortagesInWords } from '../../../domain/attention-words.ts';
import { lossInWords } from '../../../domain/identity-loss.ts';
import type { UsergroupHandle } from '../../../domain/person.ts';
import type { InStatus, Request } from '../../../domain/request.ts';
import { howToApprove, stageLines, whomToTell } from './attention.ts';
import {
  context,
  header,
  type Message,
  packedSections,
  reasonSections,
  section,
  sentence,
} from './blocks.ts';
import { decisionButtons } from './buttons.ts';
import { askedBlocks, scopeInLine } from './scope.ts';
import { standingInFull } from './standing.ts';
import { code, escaped, mention, mentionId, mentionSource, when } from './text.ts';
import { whyBlocks } from './why.ts';

/** What asking somebody alone needs beside the record. */
export interface AskingSurroundings {
  readonly usergroups: ReadonlyMap<UsergroupHandle, string>;
  /** Where the card stands; Slack may not know it any more. */
  readonly cardUrl?: string;
}

/** Asks one person to decide, with the buttons of the card. */
export function askingMessage(
  request: InStatus<'pending'>,
  asking: Asking,
  { usergroups, cardUrl }: AskingSurroundings,
): Message {
  const { title, said } = openingWords(request, asking);
  const card = cardUrl === undefined ? '' : ` · <${cardUrl}|the card in its channel>`;
  return {
    text: `${title}: ${scopeInLine(request.scope)}, asked by ${mention(request.requester)}`,
    blocks: [
      header(title),
      section(said),
      ...(asking.kind === 'hand-over' && asking.note !== undefined ? reasonSections(asking.note) : []),
      { type: 'divider' },
      ...askedBlocks(request),
      { type: 'divider' },
      ...packedSections(
        [
          ...stageLines(request, usergroups),
          ...howToApprove(request),
          `Without a decision the request lapses ${when(request.lapsesAt)}.`,
        ],
        '\n',
        4,
      ),
      decisionButtons(request),
      context(`Request ${code(request.id)}${card}`),
    ],
  };
}

function openingWords(request: InStatus<'pending'>, asking: Asking) {
  if (asking.kind === 'reminder') {
    const said = `This request waits since ${when(request.requestedAt)}, and you can decide on it. You are reminded this once.`;
    return { title: 'Your decision is awaited', said };
  }
  const words = asking.note === undefined ? '.' : ', and says:';
  return {
    title: 'You are asked to decide',
    said: `${mention(asking.from)} asks you to decide on this request instead of them${words}`,
  };
}

/** What stands in such a message's place once the request is settled: no buttons, and what became of it. */
export function settledMessage(request: Exclude<Request, { status: 'pending' }>): Message {
  const asked = `${scopeInLine(request.scope)}, asked by ${mention(request.requester)}`;
  const approvers = request.approvals.map(({ approver }) => mention(approver.person)).join(' and ');
  return {
    text: `No decision is needed any more: ${asked}`,
    blocks: [
      header('No decision is needed any more'),
      section(asked),
      ...packedSections(
        [...(approvers === '' ? [] : [`Approved by ${approvers}.`]), ...standingInFull(request)],
        '\n',
        4,
      ),
      ...whyBlocks(request),
      context(`Request ${code(request.id)}`),
    ],
  };
}

/** What is said under the card. @param people ids of accounts to notify */
export function threadMessage(
  request: Request,
  note: ThreadNote,
  people: readonly string[],
  usergroups: AskingSurroundings['usergroups'],
): Message {
  const named = note.sources.map((source) => mentionSource(source, usergroups));
  const whom = [...named, ...people.map(mentionId)].join(', ');
  const lapse =
    request.status === 'pending' ? ` Without a decision it lapses ${when(request.lapsesAt)}.` : '';
  switch (note.kind) {
    case 'asked':
      return sentence(`You are asked to decide on this request: ${whom}.`);
    case 'reminder':
      return sentence(`This request still waits for a decision by ${whom}.${lapse}`);
    case 'escalated':
      return sentence(
        `Escalated to ${whom}, because ${escaped(escalationCauseInWords(note.escalated.why))}. They can decide on this request now.`,
      );
    case 'stranded':
      return sentence(
        `Nobody was found who could approve this request: ${escaped(shortagesInWords(note.stranded.shortages))}. ${whomToTell}${lapse}`,
      );
    case 'lost': {
      const became = request.status === 'lapsed' ? 'This request lapsed' : 'This access is taken away';
      return sentence(`${became}, because ${escaped(lossInWords(note.loss))}.`);
    }
  }
}

/** Tells the requester that nobody is known who could approve. */
export function strandedMessage(request: InStatus<'pending'>): Message {
  const shortages = request.stranded?.shortages ?? [];
  return {
    text: `Nobody was found who could approve your request: ${scopeInLine(request.scope)}`,
    blocks: [
      header('Nobody can approve your request now'),
      section(`${scopeInLine(request.scope)}\n${escaped(shortagesInWords(shortages))}. ${whomToTell}`),
      section(`Without a decision it lapses ${when(request.lapsesAt)}; you need not ask again before.`),
      context(
        `Request ${code(request.id)} · ${code(`/k8s-access status ${request.id}`)} shows all that happened`,
      ),
    ],
  };
}
