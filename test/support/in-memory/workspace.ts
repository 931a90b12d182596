import { partsOf, type SourceParts } from '../../../shared/domain/approver-source.ts';
import type { SlackProfile } from '../../../shared/domain/identify.ts';
import type { UsergroupHandle } from '../../../shared/domain/person.ts';
import type { Request } from '../../../shared/domain/request.ts';
import type { Roster } from '../../../shared/domain/roster.ts';
import {
  ChannelUnusableError,
  OnCallUnknownError,
  RateLimitedError,
} from '../../../shared/usecases/errors.ts';
import type { LinkTeller } from '../../../shared/usecases/link-ports.ts';
import type {
  Directory,
  LiveMessage,
  MachineKind,
  Machines,
  Messenger,
  Opener,
  Posted,
  Waker,
} from '../../../shared/usecases/ports.ts';
import { alice, bob, carol, dave } from '../records.ts';
import type { Gate } from './gate.ts';

/** The Slack workspace: its people and usergroups, which can change at any moment, and what was said in it. */
export class Workspace {
  readonly people = new Map(
    [alice, bob, carol, dave].map(({ person }) => [person.userId, profileOf(person)]),
  );
  readonly groups = new Map([
    ['payments-leads', new Set([bob.person.userId, carol.person.userId])],
    ['platform-oncall', new Set([carol.person.userId])],
    ['security', new Set([dave.person.userId])],
  ]);
  /** Emails of those on call, by the names of PagerDuty's schedules. */
  readonly onCall = new Map([['platform-primary', ['carol@example.com']]]);
  /** While PagerDuty is down, nobody knows who is on call. */
  pagerDutyDown = false;
  /** Cards, their updates and direct messages, as `what status`. */
  readonly said: string[] = [];
  /** Edits of direct messages, as `which status`. */
  readonly edited: string[] = [];
  /** While Slack is down, nothing can be said; or it asks to be left alone for so many seconds. */
  down: boolean | { readonly retryAfter: number } = false;
  /** Channels in which no card can be shown, by what they are for or by id. */
  readonly unusable = new Set<string>();

  say(what: string, into = this.said): void {
    if (typeof this.down === 'object') throw new RateLimitedError('Slack is busy', this.down.retryAfter);
    if (this.down) throw new Error('Slack is down');
    into.push(what);
  }

  change(userId: string, flags: Partial<SlackProfile>): void {
    const profile = this.people.get(userId);
    if (profile !== undefined) this.people.set(userId, { ...profile, ...flags });
  }
}

function profileOf(person: typeof alice.person): SlackProfile {
  const flags = { emailConfirmed: true, deactivated: false, bot: false, guest: false, stranger: false };
  return { ...person, ...flags };
}

export function directoryIn(workspace: Workspace, gate: Gate): Directory {
  const { people, groups } = workspace;
  return {
    profile: (userId) =>
      gate.pass('directory.profile', () => people.get(accountOf(userId, people)?.[0] ?? userId)),
    usergroupsOf: (userId, among) =>
      gate.pass(
        'directory.usergroupsOf',
        (): ReadonlySet<UsergroupHandle> =>
          new Set(among.filter((handle) => groups.get(handle)?.has(userId))),
      ),
    rostersOf: (sources) =>
      gate.pass('directory.rostersOf', () =>
        sources.map((source): Roster => {
          const parts = partsOf(source);
          if (parts.kind === 'schedule' && workspace.pagerDutyDown) throw new OnCallUnknownError('down');
          const members = membersOf(parts, workspace);
          return members === undefined ? { source, found: false } : { source, found: true, members };
        }),
      ),
  };
}

function membersOf(
  source: SourceParts,
  { people, groups, onCall }: Workspace,
): readonly string[] | undefined {
  switch (source.kind) {
    case 'usergroup':
      return groups.has(source.handle) ? [...(groups.get(source.handle) ?? [])] : undefined;
    case 'person':
      return accountOf(source.email, people);
    case 'schedule':
      return onCall.get(source.schedule)?.flatMap((email) => accountOf(email, people) ?? []);
  }
}
const channelIds = { approvals: 'C0APPROVALS', fallback: 'C0FALLBACK' };

function accountOf(email: string, people: Workspace['people']): readonly string[] | undefined {
  const account = [...people.values()].find((one) => one.email === email && !one.deactivated);
  return account && [account.userId];
}

export function linkTellerIn(workspace: Workspace, gate: Gate): LinkTeller {
  return {
    tellLinked: ({ userId }) =>
      gate.pass('linkTeller.tellLinked', () => workspace.say(`linked to ${userId}`)),
  };
}

export function messengerIn(workspace: Workspace, gate: Gate): Messenger {
  const posted = (what: string, channel: string, shows: string): Posted => {
    workspace.say(what);
    return { place: { channel, ts: `${workspace.said.length}.0` }, shows };
  };
  return {
    postCard: (request, roleRules, where) =>
      gate.pass('messenger.postCard', () => {
        const channel = channelIds[where];
        if (workspace.unusable.has(channel)) throw new ChannelUnusableError(channel, 'is_archived');
        return posted(`card ${roleRules}`, channel, lookOf('card', request));
      }),
    isCardSeen: ({ channel }) => gate.pass('messenger.isCardSeen', () => !workspace.unusable.has(channel)),
    update: ({ kind }, request, shows) =>
      gate.pass('messenger.update', () => {
        const look = lookOf(kind, request);
        if (look !== shows) {
          workspace.say(`${kind} ${request.status}`, kind === 'card' ? workspace.said : workspace.edited);
        }
        return look;
      }),
    tellRequester: (request) =>
      gate.pass('messenger.tellRequester', () =>
        posted(`told ${request.status}`, 'D0ALICE', lookOf('opening', request)),
      ),
    warnRequester: (request) =>
      gate.pass('messenger.warnRequester', () =>
        posted('told of the end', 'D0ALICE', lookOf('ending', request)),
      ),
    tellNobodyAsked: () =>
      gate.pass('messenger.tellNobodyAsked', () => workspace.say('told that nobody was asked')),
  };
}

/** All that a message shows of a record, as far as tests care. */
function lookOf(kind: LiveMessage['kind'], request: Request): string {
  const closesAt = request.status === 'active' ? request.window.closesAt : '';
  return [kind, request.status, request.approvals.length, closesAt].join(' ');
}

/** Writes down every start and every wake-up, in order. */
export function machinesIn(log: string[], gate: Gate): Machines & Waker & Opener {
  const noted = (call: string, what: string) => gate.pass(`machines.${call}`, () => void log.push(what));
  return {
    start: (kind: MachineKind, id) => noted('start', `start ${kind} ${id}`),
    startSuccessor: (kind, id, run) => noted('startSuccessor', `start ${kind} ${id}.${run + 1}`),
    wake: (kind: MachineKind, id) => noted('wake', `wake ${kind} ${id}`),
    open: (id) => noted('open', `open ${id}`),
  };
}
