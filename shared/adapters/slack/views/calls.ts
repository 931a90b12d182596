import type { ApiCall, Counted, UseSummary } from '../../../domain/api-call.ts';
import type { Request } from '../../../domain/request.ts';
import { context, header, type Message, section } from './blocks.ts';
import { scopeInLine } from './scope.ts';
import { code, count, mention, shortened } from './text.ts';

/** Characters of one name: what is created in a cluster is called as its makers like. */
const longestName = 100;

/** What a window's holder did, under its card. */
export function useMessage({ requester }: Request, summary: UseSummary): Message {
  const { calls, done, execs, secretsRead, denied, outlived } = summary;
  const title = `${mention(requester)} made ${count(calls, 'call')} to the cluster within the window`;
  const lines = [
    ...lineOf('Did', done.map(timesInCode)),
    ...lineOf('Ran commands in', execs.map(nameInCode)),
    ...lineOf('Read secrets', secretsRead.map(nameInCode)),
    ...lineOf('Was refused', denied.map(timesInCode)),
    ...lineOf('Went on after the window', outlived.map(nameInCode)),
  ];
  return {
    text: `What was done within the window: ${count(calls, 'call')}`,
    blocks: [
      section([title, ...lines].join('\n')),
      context('As the cluster’s own audit log tells it. It is in the audit trail.'),
    ],
  };
}

/** That somebody called a cluster after their window: for whoever must look at it now. */
export function lateCallsMessage(request: Request, calls: readonly ApiCall[]): Message {
  const allowed = calls.filter((call) => call.allowed);
  const title =
    allowed.length > 0
      ? 'Access was used after its window was over'
      : 'Access was tried after its window was over';
  const some = calls.slice(0, 10).map(({ verb, resource, namespace, allowed: yes }) => {
    const where = namespace === '' ? '' : ` in ${nameInCode(namespace)}`;
    return `• ${nameInCode(`${verb} ${resource}`)}${where}: ${yes ? '*the cluster allowed it*' : 'the cluster refused it'}`;
  });
  const more = calls.length - some.length;
  return {
    text: title,
    blocks: [
      header(title),
      section(
        `${mention(request.requester)} held ${scopeInLine(request.scope)}. After the end of that window the cluster was called ${count(calls.length, 'time')} under the same name.`,
      ),
      section([...some, ...(more > 0 ? [`and ${more} more`] : [])].join('\n')),
      context(
        `\`/k8s-access status ${request.id}\` shows the window. \`/k8s-access sweep\` looks into the clusters now.`,
      ),
    ],
  };
}

function lineOf(heading: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`*${heading}:* ${names.join(', ')}`];
}

function timesInCode({ what, times }: Counted): string {
  return times === 1 ? nameInCode(what) : `${nameInCode(what)} × ${times}`;
}

function nameInCode(name: string): string {
  return code(shortened(name, longestName));
}
