import type { SlashCommand } from '@slack/bolt';
import { slashCommands } from '../../shared/adapters/slack/app-settings.ts';
import type { OpenForm } from '../../shared/adapters/slack/forms.ts';
import {
  listAnswer,
  raisedAnswer,
  releasedAnswer,
  revokedAnswer,
  statusAnswer,
  withdrawnAnswer,
} from '../../shared/adapters/slack/views/answers.ts';
import { type Message, sentence } from '../../shared/adapters/slack/views/blocks.ts';
import { unreviewedAnswer } from '../../shared/adapters/slack/views/break-glass-answers.ts';
import { extensionAnswer } from '../../shared/adapters/slack/views/extension-answers.ts';
import { sweepStarted } from '../../shared/adapters/slack/views/findings.ts';
import { helpAnswer } from '../../shared/adapters/slack/views/help.ts';
import { linkCodeAnswer, unlinkedAnswer } from '../../shared/adapters/slack/views/link-answers.ts';
import { code } from '../../shared/adapters/slack/views/text.ts';
import type { Estate } from '../../shared/domain/estate.ts';
import { answerBreakGlass } from './answer-break-glass.ts';
import { parseCommand } from './command.ts';
import { openRequestForm } from './open-request-form.ts';
import { requestIdFor } from './request-id.ts';
import { refusalTold, said, told } from './told.ts';
import type { SlackVerbs } from './verbs.ts';

export interface CommandPorts {
  readonly verbs: Pick<
    SlackVerbs,
    | 'previewRequest'
    | 'requestAccess'
    | 'listRequests'
    | 'listUnreviewed'
    | 'breakGlass'
    | 'drill'
    | 'offerToBreakGlass'
    | 'showStatus'
    | 'withdraw'
    | 'release'
    | 'extendAccess'
    | 'revoke'
    | 'askForSweep'
    | 'issueLinkCode'
    | 'unlink'
  >;
  readonly estate: Estate;
  readonly openForm: OpenForm;
}

/** Carries out a slash command; what to answer to its author, or nothing where a form has opened. */
export async function answerCommand(ports: CommandPorts, typed: SlashCommand): Promise<Message | undefined> {
  if (typed.command === slashCommands.breakGlass.command) return answerBreakGlass(ports, typed);
  if (typed.command !== slashCommands.access.command) {
    return sentence(
      `This app has no command ${code(typed.command)}. \`/k8s-access help\` shows what it has.`,
    );
  }
  const { verbs, estate } = ports;
  const by = { teamId: typed.team_id, userId: typed.user_id };
  const command = parseCommand(typed.text, estate);
  switch (command.kind) {
    case 'form':
      return openRequestForm(ports, by, typed.trigger_id);
    case 'request': {
      const id = requestIdFor(by, typed.trigger_id);
      const answer = await verbs.requestAccess({ id, requester: by, ...command.ask });
      return answer.outcome === 'refused'
        ? refusalTold(answer.refusal)
        : raisedAnswer(answer.request, answer.outlook);
    }
    case 'list':
      return listAnswer(await verbs.listRequests(by));
    case 'list-unreviewed': {
      const answer = await verbs.listUnreviewed(by);
      return answer.outcome === 'refused' ? refusalTold(answer.refusal) : unreviewedAnswer(answer.uses);
    }
    case 'status': {
      const answer = await verbs.showStatus(command.id, by);
      return answer.outcome === 'found'
        ? statusAnswer(answer.request, answer.events, answer.extensions)
        : refusalTold(answer.refusal);
    }
    case 'withdraw':
      return told(await verbs.withdraw({ id: command.id, by }), withdrawnAnswer);
    case 'release':
      return told(await verbs.release({ id: command.id, by }), releasedAnswer);
    case 'extend': {
      const { of, duration, reason } = command;
      const id = requestIdFor(by, typed.trigger_id);
      const answer = await verbs.extendAccess({ id, of, by, duration, reason });
      return told(answer, (extension) => extensionAnswer(extension, duration));
    }
    case 'revoke':
      return told(await verbs.revoke({ id: command.id, by, why: command.why }), revokedAnswer);
    case 'sweep': {
      const answer = await verbs.askForSweep(by);
      return answer.outcome === 'refused' ? refusalTold(answer.refusal) : sweepStarted();
    }
    case 'link': {
      const answer = await verbs.issueLinkCode(by);
      return answer.outcome === 'refused' ? refusalTold(answer.refusal) : linkCodeAnswer(answer);
    }
    case 'unlink': {
      const answer = await verbs.unlink({ by, of: command.of, why: command.why });
      return answer.outcome === 'refused'
        ? refusalTold(answer.refusal)
        : unlinkedAnswer(answer.link, answer.ended);
    }
    case 'help':
      return helpAnswer();
    case 'problem':
      return said(command.sentence);
  }
}
