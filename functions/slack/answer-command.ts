import type { SlashCommand } from '@slack/bolt';
import { listAnswer, raisedAnswer, statusAnswer } from '../../shared/adapters/slack/views/answers.ts';
import { type Message, sentence } from '../../shared/adapters/slack/views/blocks.ts';
import { helpAnswer } from '../../shared/adapters/slack/views/help.ts';
import { code, escaped } from '../../shared/adapters/slack/views/text.ts';
import type { Estate } from '../../shared/domain/estate.ts';
import { sentenceFor } from '../../shared/domain/sentences.ts';
import { parseCommand } from './command.ts';
import type { OpenForm } from './open-form.ts';
import { requestIdFor } from './request-id.ts';
import type { SlackVerbs } from './verbs.ts';

export interface CommandPorts {
  readonly verbs: Pick<SlackVerbs, 'requestAccess' | 'listRequests' | 'showStatus'>;
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
  const person = { teamId: typed.team_id, userId: typed.user_id };
  const command = parseCommand(typed.text, estate);
  switch (command.kind) {
    case 'form':
      return ports.openForm(typed.trigger_id);
    case 'request': {
      const id = requestIdFor(person, typed.trigger_id);
      const answer = await verbs.requestAccess({ id, requester: person, ...command.ask });
      return answer.outcome === 'raised' ? raisedAnswer(answer.request) : said(sentenceFor(answer.refusal));
    }
    case 'list':
      return listAnswer(await verbs.listRequests(person));
    case 'status': {
      const answer = await verbs.showStatus(command.id, person);
      return answer.outcome === 'found'
        ? statusAnswer(answer.request, answer.events)
        : said(sentenceFor(answer.refusal));
    }
    case 'help':
      return helpAnswer();
    case 'problem':
      return said(command.sentence);
  }
}

// The domain's sentences are plain text and may repeat what was typed.
function said(text: string): Message {
  return sentence(escaped(text));
}
