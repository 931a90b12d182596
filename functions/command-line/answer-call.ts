import type { Answer } from '../../shared/adapters/command-line/answer.ts';
import type { Call } from '../../shared/adapters/command-line/call.ts';
import { eventShown, requestShown } from '../../shared/adapters/command-line/shown.ts';
import {
  approvedInWords,
  brokenInWords,
  deniedInWords,
  linkedInWords,
  raisedInWords,
  refusalInWords,
  releasedInWords,
  standingInWords,
  withdrawnInWords,
} from '../../shared/adapters/command-line/words.ts';
import { sha256 } from '../../shared/adapters/sha256.ts';
import type { Caller } from '../../shared/domain/caller.ts';
import type { Estate } from '../../shared/domain/estate.ts';
import { type RequestId, requestIdFromHash } from '../../shared/domain/ids.ts';
import type { Refusal } from '../../shared/domain/refusal.ts';
import type { Request } from '../../shared/domain/request.ts';
import { parseAsk, parseTerms } from '../../shared/domain/typed-ask.ts';
import type { LinkAnswer } from '../../shared/usecases/link.ts';
import type { Chronicle } from '../../shared/usecases/ports.ts';
import type { CommandLineVerbs } from './verbs.ts';

export interface CallPorts {
  readonly verbs: CommandLineVerbs;
  readonly estate: Estate;
}

/** Carries out one call; what to answer to whoever typed it. */
export async function answerCall(ports: CallPorts, caller: Caller, call: Call): Promise<Answer> {
  const { verbs } = ports;
  if (call.verb === 'link') return linkAnswer(await verbs.link({ code: call.code, callerArn: caller.arn }));
  const called = await verbs.knowCaller(caller);
  if (!called.identified) return refused(called.refusal);
  const { person, principal } = called.identity;
  const owner = { ...person, username: principal.username };
  const own = { by: owner, session: caller.arn };
  switch (call.verb) {
    case 'request':
      return answerRequest(ports, caller, principal.username, call);
    case 'break-glass':
      return answerBreakGlass(ports, caller, principal.username, call);
    case 'list': {
      const answer = await verbs.listRequests(caller);
      return answer.outcome === 'refused' ? refused(answer.refusal) : listAnswer(answer);
    }
    case 'status': {
      const answer = await verbs.showStatus(call.id);
      return answer.outcome === 'refused' ? refused(answer.refusal) : statusAnswer(answer);
    }
    case 'withdraw':
      return told(await verbs.withdraw({ id: call.id, ...own }), withdrawnInWords);
    case 'release':
      return told(await verbs.release({ id: call.id, ...own }), releasedInWords);
    case 'approve':
      return told(await verbs.approve(caller, call.id), approvedInWords);
    case 'deny':
      return told(await verbs.deny(caller, { id: call.id, why: call.reason }), deniedInWords);
  }
}

async function answerRequest(
  { verbs, estate }: CallPorts,
  caller: Caller,
  username: string,
  { key, ...typed }: Extract<Call, { verb: 'request' }>,
): Promise<Answer> {
  const parsed = parseAsk(typed, estate);
  return parsed.ok
    ? told(await verbs.requestAccess(caller, { id: idOf(username, key), ...parsed.ask }), raisedInWords)
    : malformed(parsed.problems);
}

async function answerBreakGlass(
  { verbs, estate }: CallPorts,
  caller: Caller,
  username: string,
  { key, ...typed }: Extract<Call, { verb: 'break-glass' }>,
): Promise<Answer> {
  const parsed = parseTerms(typed, estate);
  return parsed.ok
    ? told(await verbs.breakGlass(caller, { id: idOf(username, key), ...parsed.terms }), brokenInWords)
    : malformed(parsed.problems);
}

function idOf(username: string, key: string): RequestId {
  return requestIdFromHash(sha256(['command-line', username, key].join('\n')));
}

function malformed(problems: Readonly<Record<string, string>>): Answer {
  return { outcome: 'refused', code: 'malformed', text: Object.values(problems).join('\n') };
}

function listAnswer({ requests, complete }: { requests: readonly Request[]; complete: boolean }): Answer {
  const none = complete
    ? 'You have no requests yet. `k8s-access request --help` shows how to ask.'
    : 'You have no requests of the time since Slack stopped answering.';
  const partly = 'Slack does not answer, so what you asked for there is missing here.';
  const lines = requests.length === 0 ? [none] : requests.map(standingInWords);
  return {
    outcome: 'done',
    text: [...lines, ...(complete ? [] : [partly])].join('\n'),
    requests: requests.map(requestShown),
  };
}

function statusAnswer({ request, events }: Chronicle): Answer {
  const text = standingInWords(request);
  return { outcome: 'done', text, request: requestShown(request), events: events.map(eventShown) };
}

function linkAnswer(answer: LinkAnswer): Answer {
  return answer.outcome === 'refused'
    ? refused(answer.refusal)
    : { outcome: 'done', text: linkedInWords(answer.identity) };
}

function told(
  answer:
    | { readonly outcome: 'refused'; readonly refusal: Refusal }
    | { readonly outcome: string; readonly request: Request },
  inWords: (request: Request) => string,
): Answer {
  return 'refusal' in answer
    ? refused(answer.refusal)
    : { outcome: 'done', text: inWords(answer.request), request: requestShown(answer.request) };
}

function refused(refusal: Refusal): Answer {
  return { outcome: 'refused', code: refusal.code, text: refusalInWords(refusal) };
}
