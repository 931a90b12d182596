import { loadAccessConfig } from '../../../shared/config/load-access-config.ts';
import { invalid, valid } from '../../../shared/domain/brand.ts';
import type { Judgement } from '../../../shared/domain/decide.ts';
import { parseDuration } from '../../../shared/domain/duration.ts';
import { instantFrom } from '../../../shared/domain/instant.ts';
import type { UsergroupHandle } from '../../../shared/domain/person.ts';
import { parseReason } from '../../../shared/domain/reason.ts';
import { parseClusterName, parseExtent, parseRoleName, scopeOf } from '../../../shared/domain/scope.ts';
import type { Command } from '../../command.ts';
import { demand, parsedOption, readOptions, UsageError } from '../../options.ts';
import { styleOf } from '../../style.ts';
import { exitCodes, type Terminal } from '../../terminal.ts';
import { type Case, judgeCase } from '../judge-case.ts';
import { parseMoment } from '../moment.ts';
import { decisionSentence, explanation } from './explanation.ts';

const options = {
  config: { type: 'string', default: 'access.yaml' },
  who: { type: 'string' },
  groups: { type: 'string', default: '' },
  cluster: { type: 'string' },
  namespace: { type: 'string' },
  role: { type: 'string' },
  duration: { type: 'string' },
  reason: { type: 'string' },
  at: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

const help = `Says how a request would be decided, and what became of each rule.

Usage:
  k8s-access policy explain --who EMAIL --cluster NAME --namespace NAME[,NAME] --role NAME --duration 1h

Options:
  --who EMAIL        who asks
  --groups A,B       the usergroups that they are in; Slack is not asked
  --cluster NAME     on which cluster
  --namespace A,B    in which namespaces; '*' is the whole cluster
  --role NAME        as which role
  --duration 1h30m   for how long
  --reason TEXT      why; without it, the rules' patterns for reasons are not judged
  --at MOMENT        when, such as 2026-11-21T12:00Z or 2026-11-21T13:00+01:00; now, if left out
  --config FILE      the policy; access.yaml, if left out
  --json             the same as values

Ends with 0 whatever is decided, with 1 if the policy is wrong, with 2 if the command line is.

Example:
  npx k8s-access policy explain --who alice@example.com --groups payments-team \\
    --cluster prod-eu --namespace payments --role edit --duration 1h
`;

/** Says what a request would be answered, and why by that rule and no other. */
export const explain: Command = {
  summary: 'how a request would be decided, and why',
  help,
  onUnusableFile: exitCodes.failed,
  run: (args, terminal) => {
    const values = readOptions(args, options);
    demand(values, 'who', 'cluster', 'namespace', 'role', 'duration');
    const asked = caseOf(values, terminal.now);
    const config = loadAccessConfig(values.config);
    const judged = judgeCase(config, asked);
    const layout = { style: styleOf(terminal), width: terminal.width };
    terminal.out(values.json ? asJson(asked, judged) : explanation(config.estate, asked, judged, layout));
    return exitCodes.done;
  },
};

function asJson(asked: Case, judged: Judgement): string {
  const requester = { ...asked.requester, usergroups: [...asked.requester.usergroups] };
  const sentence = decisionSentence(judged.decision);
  return `${JSON.stringify({ asked: { ...asked, requester }, sentence, ...judged }, undefined, 2)}\n`;
}

function caseOf(values: ReturnType<typeof readOptions<typeof options>>, now: Terminal['now']): Case {
  const cluster = parsedOption('cluster', values.cluster, parseClusterName);
  const namespaces = (values.namespace?.split(',') ?? []).map((name) =>
    parsedOption('namespace', name, parseExtent),
  );
  const scope = scopeOf(cluster, namespaces, parsedOption('role', values.role, parseRoleName));
  if (scope === undefined) throw new UsageError('--namespace is missing.');
  return {
    scope,
    requester: {
      email: parsedOption('who', values.who, (text) =>
        text.includes('@') ? valid(text) : invalid('Write the address of a person.'),
      ),
      usergroups: new Set(handlesOf(values.groups)),
    },
    duration: parsedOption('duration', values.duration, parseDuration),
    at: values.at === undefined ? instantFrom(now()) : parsedOption('at', values.at, parseMoment),
    ...(values.reason !== undefined && { reason: parsedOption('reason', values.reason, parseReason) }),
  };
}

function handlesOf(groups: string): readonly UsergroupHandle[] {
  const handles = groups.split(',').map((handle) => handle.trim().replace(/^@/, ''));
  return handles.filter((handle) => handle !== '') as UsergroupHandle[];
}
