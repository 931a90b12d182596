import {
  type ApproverSource,
  personSource,
  scheduleSource,
  usergroupSource,
} from '../domain/approver-source.ts';
import { isNonEmpty, type NonEmpty } from '../domain/brand.ts';
import { type Duration, formatDuration } from '../domain/duration.ts';
import type { Approval, Escalation, Stage } from '../domain/estate.ts';
import type { Contradiction } from './contradiction.ts';
import { foreignPeople } from './foreign-people.ts';
import type { ApproversInFile, RuleInFile } from './rule-schema.ts';
import type { Named } from './rules.ts';

type Staged = Exclude<RuleInFile['approval'], 'automatic'>;
type Path = Contradiction['path'];

/** Who approves by a rule, in the domain's types. */
export function approvalOf(stated: RuleInFile['approval']): Approval {
  if (stated === 'automatic') return { kind: 'automatic' };
  const [first, ...others] = stated.stages.map(
    ({ quorum, ...named }): Stage => ({ approvers: sourcesOf(named), quorum }),
  );
  if (first === undefined) throw new Error('unreachable: a rule has at least one stage');
  const { lapseAfter, remindAfter, assurance } = stated;
  const escalation = escalationOf(stated);
  return {
    ...{ kind: 'stages', stages: [first, ...others], lapseAfter },
    ...(remindAfter !== undefined && { remindAfter }),
    ...(assurance !== undefined && { assurance }),
    ...(escalation && { escalation }),
  };
}

function escalationOf({ escalateAfter, escalateTo }: Staged): Escalation | undefined {
  return escalateAfter === undefined || escalateTo === undefined
    ? undefined
    : { after: escalateAfter, to: sourcesOf(escalateTo) };
}

/** The sources that are named, in the domain's types. */
export function sourcesOf({ usergroups, people, schedules }: ApproversInFile): NonEmpty<ApproverSource> {
  const sources = [
    ...(usergroups ?? []).map(usergroupSource),
    ...(people ?? []).map(personSource),
    ...(schedules ?? []).map(scheduleSource),
  ];
  if (!isNonEmpty(sources)) throw new Error('unreachable: approvers come from somewhere');
  return sources;
}

/** What a rule's approval says that the rest of the file, or another part of it, contradicts. */
export function approvalContradictions(
  approval: RuleInFile['approval'],
  path: Path,
  named: Named,
): readonly Contradiction[] {
  if (approval === 'automatic') return [];
  return [
    ...approval.stages.flatMap((stage, place) => strangers(stage, [...path, 'stages', place], named)),
    ...approval.stages.flatMap((stage, place) => tooFew(stage, [...path, 'stages', place])),
    ...strangers(approval.escalateTo ?? {}, [...path, 'escalateTo'], named),
    ...tooLate('remindAfter', approval, path),
    ...tooLate('escalateAfter', approval, path),
    ...halfEscalation(approval, path),
  ];
}

/** People and schedules that nobody else in the file knows. */
export function strangers(
  { people, schedules }: ApproversInFile,
  path: Path,
  named: Named,
): readonly Contradiction[] {
  const known = [...named.schedules].join(', ') || 'none';
  const unknown = (schedules ?? []).flatMap((name, place) =>
    named.schedules.has(name)
      ? []
      : [
          {
            path: [...path, 'schedules', place],
            problem: `There is no PagerDuty schedule ${name} in this file. It has ${known}; name it under pagerduty.schedules.`,
          },
        ],
  );
  return [...foreignPeople(people, [...path, 'people'], named.identities), ...unknown];
}

// How many are in a usergroup or on call, Slack and PagerDuty alone can say.
function tooFew({ people, usergroups, schedules, quorum }: Staged['stages'][number], path: Path) {
  const named = new Set(people ?? []);
  if (usergroups !== undefined || schedules !== undefined || named.size >= quorum) return [];
  const problem = `Only ${named.size} can approve here, so ${quorum} never will. Lower the quorum, or name more people.`;
  return [{ path: [...path, 'quorum'], problem }];
}

function tooLate(key: 'remindAfter' | 'escalateAfter', stated: Staged, path: Path): readonly Contradiction[] {
  const after: Duration | undefined = stated[key];
  if (after === undefined || after < stated.lapseAfter) return [];
  const lapse = formatDuration(stated.lapseAfter);
  return [{ path: [...path, key], problem: `By then the request has lapsed. Write less than ${lapse}.` }];
}

function halfEscalation({ escalateAfter, escalateTo }: Staged, path: Path): readonly Contradiction[] {
  if (escalateAfter !== undefined && escalateTo === undefined) {
    return [{ path: [...path, 'escalateAfter'], problem: 'Say whom to escalate to as well: escalateTo.' }];
  }
  if (escalateTo !== undefined && escalateAfter === undefined) {
    return [{ path: [...path, 'escalateTo'], problem: 'Say when to escalate as well: escalateAfter.' }];
  }
  return [];
}
