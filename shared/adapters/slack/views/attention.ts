import { approveCommand, takesSession } from '../../../domain/assurance.ts';
import { escalationCauseInWords, shortagesInWords } from '../../../domain/attention-words.ts';
import type { UsergroupHandle } from '../../../domain/person.ts';
import type { InStatus, Request } from '../../../domain/request.ts';
import { approvalsByStage } from '../../../domain/stage-approvals.ts';
import { stagesNow } from '../../../domain/stages-now.ts';
import { code, count, escaped, mention, mentionSource, when } from './text.ts';

type Waiting = InStatus<'pending'>;
type UsergroupIds = ReadonlyMap<UsergroupHandle, string>;

/** What each stage has and lacks; after an escalation, with those who count for it too. */
export function stageLines(request: Waiting, ids: UsergroupIds): readonly string[] {
  const stages = stagesNow(request, request.decision);
  const given = approvalsByStage(stages, request.approvals);
  return stages.map(({ approvers, quorum }, place) => {
    const has = given[place]?.length ?? 0;
    const mark = has >= quorum ? ':white_check_mark:' : ':hourglass_flowing_sand:';
    const whose = approvers.map((source) => mentionSource(source, ids)).join(' or ');
    return `${mark} *${has} of ${count(quorum, 'approval')}* from ${whose}`;
  });
}

/** What was done while the request waited, so that it does not wait for nobody. */
export function attentionLines({ escalated, stranded, handOvers }: Waiting): readonly string[] {
  return [
    ...(escalated
      ? [
          `:arrow_up: Escalated ${when(escalated.at)}, because ${escaped(escalationCauseInWords(escalated.why))}.`,
        ]
      : []),
    ...(stranded
      ? [
          `:no_entry: *Nobody was found ${when(stranded.at)} who could approve*: ${escaped(shortagesInWords(stranded.shortages))}. ${whomToTell}`,
        ]
      : []),
    ...handOvers.map(({ from, to, at }) => `${mention(from)} asked ${mention(to)} to decide ${when(at)}.`),
  ];
}

/** What to do where nobody can approve. */
export const whomToTell =
  'Tell your platform team, who keep the rules and the groups; they can put that right.';

/** What approvers type where a click does not count; nothing where it does. */
export function howToApprove(request: Request): readonly string[] {
  if (!takesSession(request)) return [];
  return [
    `:lock: Approvals count only when your AWS session signs them: type ${code(approveCommand(request))} in a terminal. Denying stays possible here.`,
  ];
}
