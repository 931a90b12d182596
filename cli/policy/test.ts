import type { AccessConfig } from '../../shared/config/access-config.ts';
import { loadAccessConfig } from '../../shared/config/load-access-config.ts';
import type { Decision } from '../../shared/domain/decide.ts';
import { formatDuration } from '../../shared/domain/duration.ts';
import { stagesInWords } from '../../shared/domain/rule-words.ts';
import { scopeOf } from '../../shared/domain/scope.ts';
import { readOptions } from '../options.ts';
import { type ExitCode, exitCodes, type Terminal } from '../terminal.ts';
import { type CasesFile, type Expectation, loadCases, type PolicyCase } from './cases.ts';
import { explanation } from './explanation.ts';
import { type Case, judgeCase } from './judge-case.ts';

const options = {
  config: { type: 'string', default: 'access.yaml' },
  cases: { type: 'string', default: 'access.cases.yaml' },
} as const;

/** Holds the policy to the cases, and explains those that it fails. @throws UsageError @throws ConfigError */
export function testPolicy(args: readonly string[], terminal: Terminal): ExitCode {
  const paths = readOptions(args, options);
  const config = loadAccessConfig(paths.config);
  const file = loadCases(paths.cases);
  const failures = file.cases.flatMap((one) => failureOf(config, one, file.at));
  for (const failure of failures) terminal.err(`${failure}\n`);
  terminal.out(`${file.cases.length - failures.length} passed, ${failures.length} failed\n`);
  return failures.length === 0 ? exitCodes.done : exitCodes.failed;
}

function failureOf(config: AccessConfig, one: PolicyCase, at: CasesFile['at']): readonly string[] {
  const asked = askedBy(one, at);
  const judged = judgeCase(config, asked);
  const differences = differencesOf(one.expect, seenIn(judged.decision));
  if (differences.length === 0) return [];
  const why = explanation(config.estate, asked, judged).replace(/^(?=.)/gm, '    ');
  return [[`✗ ${one.name}`, ...differences, '', why].join('\n')];
}

function askedBy({ who, groups, at: ownAt, reason, ...one }: PolicyCase, at: CasesFile['at']): Case {
  const scope = scopeOf(one.cluster, one.namespaces, one.role);
  if (scope === undefined) throw new Error('unreachable: a case names a namespace');
  return {
    scope,
    requester: { email: who, usergroups: new Set(groups) },
    duration: one.duration,
    at: ownAt ?? at,
    ...(reason !== undefined && { reason }),
  };
}

/** A decision in the words of a case. */
function seenIn(decision: Decision): Readonly<Record<string, string>> {
  if (decision.outcome === 'refused') return { outcome: 'refused', because: decision.refusal.code };
  const { outcome, rule, approval } = decision;
  const approvers = stagesInWords(approval).join(', ');
  return approval.kind === 'automatic'
    ? { outcome, rule }
    : { outcome, rule, approvers, lapseAfter: formatDuration(approval.lapseAfter) };
}

/** What a case does not say is not held against the policy. */
function differencesOf(expected: Expectation, seen: ReturnType<typeof seenIn>): readonly string[] {
  const wanted = {
    ...expected,
    ...('approvers' in expected && { approvers: expected.approvers?.join(', ') }),
    ...('lapseAfter' in expected &&
      expected.lapseAfter && { lapseAfter: formatDuration(expected.lapseAfter) }),
  };
  return Object.entries(wanted).flatMap(([key, value]) =>
    value === undefined || value === seen[key]
      ? []
      : [`    ${key}: expected ${value}, got ${seen[key] ?? 'none'}`],
  );
}
