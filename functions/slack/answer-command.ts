import type { SlashCommand } from '@slack/bolt';
import {
  listAnswer,
  raisedMessage,
  releasedAnswer,
  revokedAnswer,
  statusAnswer,
  withdrawnAnswer,
} from '../../shared/adapters/slack/views/answers.ts';
import { type Message, sentence } from '../../shared/adapters/slack/views/blocks.ts';
import { helpAnswer } from '../../shared/adapters/slack/views/help.ts';
import { requestForm } from '../../shared/adapters/slack/views/request-form.ts';
import { code } from '../../shared/adapters/slack/views/text.ts';
import type { Estate } from '../../shared/domain/estate.ts';
import type { AskForAccess } from '../../shared/usecases/request-access.ts';
import { parseCommand } from './command.ts';
import { emptyDraft } from './draft.ts';
import type { OpenForm } from './open-form.ts';
import { requestIdFor } from './request-id.ts';
import { refusalTold, said, told } from './told.ts';
import type { SlackVerbs } from './verbs.ts';

export interface CommandPorts {
  readonly verbs: Pick<
    SlackVerbs,
    'previewRequest' | 'requestAccess' | 'listRequests' | 'showStatus' | 'withdraw' | 'release' | 'revoke'
  >;
  readonly estate: Estate;
  readonly openForm: OpenForm;
}

/** Carries out a slash command; what to answer to its author, or nothing where a form has opened. */
export async function answerCommand(ports: CommandPorts, typed: SlashCommand): Promise<Message | undefined> {
  if (typed.command !== '/k8s-access') {
    return sentence(
      `This app has no command ${code(typed.command)}. \`/k8s-access help\` shows what it has.`,
    );
  }
  const { verbs, estate } = ports;
  const by = { teamId: typed.team_id, userId: typed.user_id };
  const command = parseCommand(typed.text, estate);
  switch (command.kind) {
    case 'form':
      return openEmptyForm(ports, by, typed.trigger_id);
    case 'request': {
      const id = requestIdFor(by, typed.trigger_id);
      const answer = await verbs.requestAccess({ id, requester: by, ...command.ask });
      return answer.outcome === 'refused'
        ? refusalTold(answer.refusal)
        : raisedMessage(answer.request, answer.outlook);
    }
    case 'list':
      return listAnswer(await verbs.listRequests(by));
    case 'status': {
      const answer = await verbs.showStatus(command.id, by);
      return answer.outcome === 'found'
        ? statusAnswer(answer.request, answer.events)
        : refusalTold(answer.refusal);
    }
    case 'withdraw':
      return told(await verbs.withdraw({ id: command.id, by }), withdrawnAnswer);
    case 'release':
      return told(await verbs.release({ id: command.id, by }), releasedAnswer);
    case 'revoke':
      return told(await verbs.revoke({ id: command.id, by, why: command.why }), revokedAnswer);
    case 'help':
      return helpAnswer();
    case 'problem':
      return said(command.sentence);
  }
}

/** Milliseconds. A trigger lives for three seconds, and a cold start may have taken half of them. */
const readBeforeOpening = 900;

async function openEmptyForm(
  { verbs, openForm }: CommandPorts,
  by: AskForAccess['requester'],
  triggerId: string,
): Promise<Message | undefined> {
  const preview = await verbs.previewRequest(emptyDraft(by, triggerId), readBeforeOpening);
  return openForm(triggerId, requestForm(preview));
}
