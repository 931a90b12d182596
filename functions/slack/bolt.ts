import { App, AwsLambdaReceiver, type BlockButtonAction, type ViewSubmitAction } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { type Message, sentence } from '../../shared/adapters/slack/views/blocks.ts';
import type { SuggestionsShown } from '../../shared/adapters/slack/views/suggestions.ts';
import { instantFrom } from '../../shared/domain/instant.ts';
import { answerChange, type ChangePorts, changedForm } from './answer-change.ts';
import { answerClick, type ClickAnswer } from './answer-click.ts';
import { answerCommand, type CommandPorts } from './answer-command.ts';
import { answerSubmission } from './answer-submission.ts';
import { answerSuggestion } from './answer-suggestion.ts';
import { type Incident, orApologize, orDeliverAgain } from './apology.ts';
import { boltLogger } from './bolt-logger.ts';
import { errorBelow } from './field-errors.ts';
import { isFromHome, refreshHome } from './home.ts';
import { personOf } from './person.ts';
import { type TellClickerPorts, tellClicker } from './tell-clicker.ts';
import type { SlackVerbs } from './verbs.ts';

export interface BoltPorts extends CommandPorts, ChangePorts, TellClickerPorts {
  readonly verbs: SlackVerbs;
  readonly reporter: Incident['reporter'];
}

export type BoltHandler = ReturnType<AwsLambdaReceiver['toHandler']>;

/** Milliseconds for an answer to a response url: a click must be answered in three seconds altogether. */
const respondWithin = 1500;

const impatientFetch: NonNullable<WebClientOptions['fetch']> = (url, init) =>
  fetch(url, { ...init, signal: AbortSignal.timeout(respondWithin) });

/**
 * Routes what Slack sends to the listeners. Everything is answered, even what has no listener of its own; the
 * signature has been verified before. Nothing here calls Slack at the start: listeners bring their own client, so
 * Bolt needs no token to authorize them with.
 */
export function boltHandler(ports: BoltPorts): BoltHandler {
  const logger = boltLogger(ports.reporter);
  const receiver = new AwsLambdaReceiver({
    signingSecret: '',
    signatureVerification: false,
    logger,
    customPropertiesExtractor: ({ requestContext }) => ({ lambdaRequestId: requestContext.lambdaRequestId }),
  });
  const app = new App({
    receiver,
    authorize: async () => ({}),
    ignoreSelf: false,
    convoStore: false,
    logger,
    clientOptions: { fetch: impatientFetch },
  });
  const incident = (context: Readonly<Record<string, unknown>>): Incident => ({
    reporter: ports.reporter,
    lambdaRequestId: String(context['lambdaRequestId']),
  });

  app.command(/.*/, async ({ command, ack, context }) => {
    const answer = await orApologize<Message | undefined>(
      incident(context),
      'carry out a command',
      () => answerCommand(ports, command),
      sentence,
    );
    await ack(answer && { response_type: 'ephemeral', ...answer });
  });

  app.options<'block_suggestion'>(
    { type: 'block_suggestion', action_id: /.*/ },
    async ({ body, ack, context }) => {
      const answer = await orApologize<SuggestionsShown>(
        incident(context),
        'answer a search',
        () => answerSuggestion(ports, body),
        () => ({ options: [] }),
      );
      await ack(answer);
    },
  );

  app.action<BlockButtonAction>(/.*/, async ({ body, ack, respond, context }) => {
    const form = changedForm(body);
    if (form !== undefined) {
      const redraw = () => answerChange(ports, body, form);
      await orApologize<void>(incident(context), 'preview a request', redraw, () => undefined);
      return ack();
    }
    const answer = await orApologize<ClickAnswer | undefined>(
      incident(context),
      'carry out a click',
      () => answerClick(ports, body),
      (text) => ({ message: sentence(text), replacesOriginal: false }),
    );
    await ack();
    const tell = () => tellClicker(ports, body, answer, respond);
    await orApologize<void>(incident(context), 'answer a click', tell, () => undefined);
  });

  app.event('app_home_opened', async ({ event, body, context }) => {
    if (event.tab !== 'home') return;
    const show = () => refreshHome(ports, { teamId: body.team_id, userId: event.user });
    await orApologize<unknown>(incident(context), 'show a Home tab', show, () => undefined);
  });

  app.event('user_change', async ({ event, body, context }) => {
    const { id: userId, team_id: teamId = body.team_id } = event.user;
    const changedAt = instantFrom(Math.round(Number(event.event_ts) * 1000));
    const recheck = () => ports.verbs.recheckPerson({ teamId, userId }, changedAt);
    await orDeliverAgain(incident(context), 'look after what a changed person holds', recheck);
  });

  app.view<ViewSubmitAction>(
    { type: 'view_submission', callback_id: /.*/ },
    async ({ body, ack, context }) => {
      const answer = await orApologize(
        incident(context),
        'carry out a form',
        () => answerSubmission(ports, body),
        (text) => errorBelow(body.view, text),
      );
      await ack(answer);
      if (answer.response_action !== 'update' || !isFromHome(body.view)) return;
      const show = () => refreshHome(ports, personOf(body));
      await orApologize<void>(incident(context), 'show a Home tab', show, () => undefined);
    },
  );

  return receiver.toHandler();
}
