import { loadAccessConfig } from '../../shared/config/load-access-config.ts';
import { invalid, valid } from '../../shared/domain/brand.ts';
import { parseDuration } from '../../shared/domain/duration.ts';
import { instantFrom } from '../../shared/domain/instant.ts';
import type { UsergroupHandle } from '../../shared/domain/person.ts';
import { parseReason } from '../../shared/domain/reason.ts';
import { parseClusterName, parseNamespace, parseRoleName, scopeOf } from '../../shared/domain/scope.ts';
import { parsedOption, readOptions, UsageError } from '../options.ts';
import { type ExitCode, exitCodes, type Terminal } from '../terminal.ts';
import { explanation } from './explanation.ts';
import { type Case, judgeCase } from './judge-case.ts';
import { parseMoment } from './moment.ts';

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

/** Says what a request would be answered, and why by that rule and no other. @throws UsageError @throws ConfigError */
export function explainPolicy(args: readonly string[], terminal: Terminal): ExitCode {
  const values = readOptions(args, options);
  const asked = caseOf(values, terminal.now);
  const config = loadAccessConfig(values.config);
  const judged = judgeCase(config, asked);
  if (values.json) {
    const requester = { ...asked.requester, usergroups: [...asked.requester.usergroups] };
    terminal.out(`${JSON.stringify({ asked: { ...asked, requester }, ...judged }, undefined, 2)}\n`);
  } else {
    terminal.out(explanation(config.estate, asked, judged));
  }
  return exitCodes.done;
}

function caseOf(values: ReturnType<typeof readOptions<typeof options>>, now: Terminal['now']): Case {
  const cluster = parsedOption('cluster', values.cluster, parseClusterName);
  const namespaces = (values.namespace?.split(',') ?? []).map((name) =>
    parsedOption('namespace', name, parseNamespace),
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
