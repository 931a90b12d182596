import type { AccessConfig } from '../../../shared/config/access-config.ts';
import { loadAccessConfig } from '../../../shared/config/load-access-config.ts';
import type { Checked } from '../../../shared/config/yaml-file.ts';
import { scopeOf } from '../../../shared/domain/scope.ts';
import type { Command } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { styleOf } from '../../style.ts';
import { exitCodes } from '../../terminal.ts';
import { type Case, judgeCase } from '../judge-case.ts';
import { type CasesFile, loadCases, type PolicyCase } from './cases.ts';
import { differencesOf } from './difference.ts';
import { failureInWords, type Result } from './failure-in-words.ts';

const options = {
  config: { type: 'string', default: 'access.yaml' },
  cases: { type: 'string', default: 'access.cases.yaml' },
  json: { type: 'boolean', default: false },
} as const;

const help = `Holds the policy to cases: given who asks for what and when, what is expected.

Usage:
  k8s-access policy test

Options:
  --cases FILE   the cases; access.cases.yaml, if left out
  --config FILE  the policy; access.yaml, if left out
  --json         each case with its decision and its differences, as values

Ends with 0 if every case holds, with 1 if one fails or a file is wrong, with 2 if the command line is.
docs/policy.md shows how a case is written.
`;

/** Holds the policy to the cases, and explains those that it fails. */
export const test: Command = {
  summary: 'hold the policy to cases that say what is expected',
  help,
  onUnusableFile: exitCodes.failed,
  run: (args, terminal) => {
    const { config: path, cases, json } = readOptions(args, options);
    const config = loadAccessConfig(path);
    const file = loadCases(cases);
    const results = file.value.cases.map((one, place) => resultOf(one, place, file, config));
    const failures = results.filter(({ differences }) => differences.length > 0);
    if (json) {
      terminal.out(asJson(results));
    } else {
      const layout = { style: styleOf(terminal), width: terminal.width };
      for (const one of failures) terminal.err(failureInWords(one, cases, config.estate, layout));
      terminal.out(`${results.length - failures.length} passed, ${failures.length} failed\n`);
    }
    return failures.length === 0 ? exitCodes.done : exitCodes.failed;
  },
};

function resultOf(one: PolicyCase, place: number, file: Checked<CasesFile>, config: AccessConfig): Result {
  const asked = askedBy(one, file.value.at);
  const judged = judgeCase(config, asked);
  const differences = differencesOf(one.expect, judged.decision);
  return { name: one.name, line: file.placeOf(['cases', place]).line, asked, judged, differences };
}

function asJson(results: readonly Result[]): string {
  const cases = results.map(({ name, line, judged: { decision }, differences }) => {
    return { name, line, passed: differences.length === 0, differences, decision };
  });
  const passed = cases.filter((one) => one.passed).length;
  return `${JSON.stringify({ passed, failed: cases.length - passed, cases }, undefined, 2)}\n`;
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
