import type { AccessConfig } from '../../../../shared/config/access-config.ts';
import type { Contradiction } from '../../../../shared/config/contradiction.ts';
import { didYouMean } from '../../../../shared/domain/closest.ts';
import type { UsergroupHandle } from '../../../../shared/domain/person.ts';
import type { AbleByHandle } from './quorum-problems.ts';

/** Where the policy names a usergroup. */
export interface Mention {
  readonly path: Contradiction['path'];
  readonly handle: UsergroupHandle;
}

/** Every usergroup that the policy names, in the order of the file. */
export function mentionsIn({ estate, securityUsergroup }: AccessConfig): readonly Mention[] {
  const inRules = estate.rules.flatMap(({ when, approval }, index) => {
    const stages = approval.kind === 'stages' ? approval.stages : [];
    return [
      ...listed(when.requesters?.usergroups ?? [], ['rules', index, 'when', 'requesters', 'usergroups']),
      ...stages.flatMap(({ usergroups }, place) =>
        listed(usergroups, ['rules', index, 'approval', 'stages', place, 'usergroups']),
      ),
    ];
  });
  return [{ path: ['slack', 'securityUsergroup'], handle: securityUsergroup }, ...inRules];
}

function listed(handles: readonly UsergroupHandle[], path: Contradiction['path']): readonly Mention[] {
  return handles.map((handle, place) => ({ path: [...path, place], handle }));
}

/**
 * Usergroups that Slack does not have, or that have nobody who could ask or approve.
 * @param known the usergroups of the workspace
 */
export function usergroupProblems(
  mentions: readonly Mention[],
  able: AbleByHandle,
  known: readonly UsergroupHandle[],
): readonly Contradiction[] {
  return mentions.flatMap(({ path, handle }) => {
    const members = able.get(handle);
    if (members === undefined) {
      const meant = didYouMean(handle, known);
      return [{ path, problem: `Slack has no usergroup @${handle}.${meant} Create it, or name another.` }];
    }
    if (members.length > 0) return [];
    const problem = `Usergroup @${handle} has no active member, guests and bots not counted. Add one, or name another.`;
    return [{ path, problem }];
  });
}
