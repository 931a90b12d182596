import { randomUUID } from 'node:crypto';
import type { CallInput } from '../../shared/adapters/command-line/call.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../options.ts';
import { exitCodes } from '../terminal.ts';
import { remoteHelp } from './help.ts';
import { type CallOptions, readWords, runCall } from './run-call.ts';

interface Verb {
  readonly summary: string;
  /** What stands behind the verb. */
  readonly usage: string;
  readonly details: string;
  /** What the words ask for. @throws UsageError */
  readonly callOf: (words: readonly string[], options: CallOptions) => CallInput;
}

/** What goes to the endpoint that AWS guards: the same verbs as in Slack, also while Slack is down. */
export const remoteCommands: Readonly<Record<string, Command>> = {
  request: commandOf('request', {
    summary: 'ask for access to a cluster',
    usage: '<cluster> <namespace[,namespace]> <role> <duration> <reason…>',
    details:
      'What a rule allows by itself opens at once; everything else waits for approvers. --key makes repeating it harmless: two requests with one key are one.',
    callOf: ([cluster, namespaces, role, duration, ...reason], { key = randomUUID() }) => {
      demandWords({ cluster, namespaces, role, duration, reason: reason[0] });
      return {
        ...{ verb: 'request', key, cluster: cluster ?? '', role: role ?? '', duration: duration ?? '' },
        namespaces: (namespaces ?? '').split(',').filter((name) => name !== ''),
        reason: reason.join(' '),
      };
    },
  }),
  'break-glass': commandOf('break-glass', {
    summary: 'open access at once in an emergency: it pages people, and is reviewed',
    usage: '<cluster> <namespace[,namespace]> <role> <reason…>',
    details:
      'Needs no approval and no Slack. Nothing opens before somebody was paged; it lasts as long as the rule allows. --key makes repeating it harmless.',
    callOf: ([cluster, namespaces, role, ...reason], { key = randomUUID() }) => {
      demandWords({ cluster, namespaces, role, reason: reason[0] });
      return {
        ...{ verb: 'break-glass', key, cluster: cluster ?? '', role: role ?? '' },
        namespaces: (namespaces ?? '').split(',').filter((name) => name !== ''),
        reason: reason.join(' '),
      };
    },
  }),
  list: commandOf('list', {
    summary: 'list your latest requests',
    usage: '',
    details: 'Fifteen at the most, newest first.',
    callOf: (words) => {
      if (words.length > 0) throw new UsageError('list takes no words, only options.');
      return { verb: 'list' };
    },
  }),
  status: commandOf('status', {
    summary: 'show where a request stands, and what happened to it',
    usage: '<id>',
    details: 'Anybody may look at a request who may use this command line.',
    callOf: (words) => ({ verb: 'status', id: onlyId(words) }),
  }),
  approve: commandOf('approve', {
    summary: 'approve a request of somebody else',
    usage: '<id>',
    details: 'Judged as a click on the card is, and signed with your AWS session.',
    callOf: (words) => ({ verb: 'approve', id: onlyId(words) }),
  }),
  deny: commandOf('deny', {
    summary: 'deny a request of somebody else',
    usage: '<id> <reason…>',
    details: 'The requester hears of it, and of your reason.',
    callOf: ([id, ...reason]) => {
      demandWords({ id, reason: reason[0] });
      return { verb: 'deny', id: id ?? '', reason: reason.join(' ') };
    },
  }),
  link: commandOf('link', {
    summary: 'link your Slack account with your AWS session',
    usage: '<code>',
    details: '/k8s-access link in Slack gives the code.',
    callOf: ([code, ...others]) => {
      demandWords({ code });
      if (others.length > 0) throw new UsageError('Write the code alone.');
      return { verb: 'link', code: code ?? '' };
    },
  }),
  withdraw: commandOf('withdraw', {
    summary: 'take your request back before it is decided',
    usage: '<id>',
    details: 'Nobody can approve it any more.',
    callOf: (words) => ({ verb: 'withdraw', id: onlyId(words) }),
  }),
  release: commandOf('release', {
    summary: 'give your access back before its time',
    usage: '<id>',
    details: 'The access is taken away at once. Works while Slack is down.',
    callOf: (words) => ({ verb: 'release', id: onlyId(words) }),
  }),
};

function commandOf(name: CallInput['verb'], { summary, usage, details, callOf }: Verb): Command {
  return {
    summary,
    help: remoteHelp(name, usage, details),
    onUnusableFile: exitCodes.misused,
    run: (args, terminal) => {
      const { words, options } = readWords(args);
      const call = callOf(words, options);
      return runCall(terminal, options, call, whereFailed(call));
    },
  };
}

/** Whoever does not know whether it was recorded can find out by asking again. */
function whereFailed(call: CallInput): string {
  return call.verb === 'request' || call.verb === 'break-glass'
    ? ` Repeat the command with --key ${call.key}: what was recorded is found, and nothing is asked twice.`
    : '';
}

function onlyId(words: readonly string[]): string {
  const [id, ...others] = words;
  if (id === undefined) throw new UsageError('Say which request, by its id. `k8s-access list` shows yours.');
  if (others.length > 0) throw new UsageError('Name one request.');
  return id;
}

function demandWords(words: Readonly<Record<string, string | undefined>>): void {
  const missing = Object.keys(words).filter((name) => words[name] === undefined);
  if (missing.length === 0) return;
  throw new UsageError(`${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`);
}
