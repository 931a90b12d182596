import type { AccessConfig } from '../../../../shared/config/access-config.ts';
import type { Contradiction } from '../../../../shared/config/contradiction.ts';
import { type ApproverSource, partsOf, usergroupSource } from '../../../../shared/domain/approver-source.ts';
import { didYouMean } from '../../../../shared/domain/closest.ts';
import type { UsergroupHandle } from '../../../../shared/domain/person.ts';
import type { AbleBySource } from './quorum-problems.ts';

/** Where the policy names a usergroup or a person. */
export interface Mention {
  readonly path: Contradiction['path'];
  readonly source: ApproverSource;
}

type Path = Contradiction['path'];

/** Every usergroup that the policy names, and every person who approves, in the order of the file. */
export function mentionsIn({ estate, securityUsergroup }: AccessConfig): readonly Mention[] {
  const inRules = estate.rules.flatMap(({ when, approval }, index) => {
    const requesters = when.requesters?.usergroups ?? [];
    const stages = approval.kind === 'stages' ? approval.stages : [];
    const escalation = approval.kind === 'stages' ? (approval.escalation?.to ?? []) : [];
    return [
      ...listed(requesters.map(usergroupSource), ['rules', index, 'when', 'requesters', 'usergroups']),
      ...stages.flatMap(({ approvers }, place) =>
        among(approvers, ['rules', index, 'approval', 'stages', place]),
      ),
      ...among(escalation, ['rules', index, 'approval', 'escalateTo']),
    ];
  });
  const security = { path: ['slack', 'securityUsergroup'], source: usergroupSource(securityUsergroup) };
  return [security, ...inRules];
}

function among(approvers: readonly ApproverSource[], path: Path): readonly Mention[] {
  const ofKind = (kind: 'usergroup' | 'person') =>
    approvers.filter((source) => partsOf(source).kind === kind);
  return [
    ...listed(ofKind('usergroup'), [...path, 'usergroups']),
    ...listed(ofKind('person'), [...path, 'people']),
  ];
}

function listed(sources: readonly ApproverSource[], path: Path): readonly Mention[] {
  return sources.map((source, place) => ({ path: [...path, place], source }));
}

/**
 * Usergroups and people that Slack does not have, or that have nobody who could ask or approve.
 * @param known the usergroups of the workspace
 */
export function sourceProblems(
  mentions: readonly Mention[],
  able: AbleBySource,
  known: readonly UsergroupHandle[],
): readonly Contradiction[] {
  return mentions.flatMap(({ path, source }) => {
    const problem = problemOf(source, able.get(source), known);
    return problem === undefined ? [] : [{ path, problem }];
  });
}

function problemOf(
  source: ApproverSource,
  members: readonly string[] | undefined,
  known: readonly UsergroupHandle[],
): string | undefined {
  if (members !== undefined && members.length > 0) return undefined;
  const parts = partsOf(source);
  if (parts.kind === 'usergroup' && members === undefined) {
    return `Slack has no usergroup ${source}.${didYouMean(parts.handle, known)} Create it, or name another.`;
  }
  return parts.kind === 'person'
    ? `Slack has no active member with the address ${source}. Mend the address, or name somebody else.`
    : `Usergroup ${source} has no active member, guests and bots not counted. Add one, or name another.`;
}
