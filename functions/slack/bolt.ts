import { App, AwsLambdaReceiver, type BlockButtonAction, LogLevel, type ViewSubmitAction } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { type Message, sentence } from '../../shared/adapters/slack/views/blocks.ts';
import { handOverFormId } from '../../shared/adapters/slack/views/hand-over-form.ts';
import { answerClick, type ClickAnswer } from './answer-click.ts';
import { answerCommand, type CommandPorts } from './answer-command.ts';
import { answerSubmission } from './answer-submission.ts';
import { type Incident, orApologize } from './apology.ts';
import { formErrors } from './form-errors.ts';
import type { SlackVerbs } from './verbs.ts';

export interface BoltPorts extends CommandPorts {
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
  const receiver = new AwsLambdaReceiver({
    signingSecret: '',
    signatureVerification: false,
    logLevel: LogLevel.ERROR,
    customPropertiesExtractor: ({ requestContext }) => ({ lambdaRequestId: requestContext.lambdaRequestId }),
  });
  const app = new App({
    receiver,
    authorize: async () => ({}),
    ignoreSelf: false,
    convoStore: false,
    logLevel: LogLevel.ERROR,
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

  app.action<BlockButtonAction>(/.*/, async ({ body, ack, respond, context }) => {
    const answer = await orApologize<ClickAnswer | undefined>(
      incident(context),
      'carry out a click',
      () => answerClick(ports, body),
      (text) => ({ message: sentence(text), replacesOriginal: false }),
    );
    await ack();
    if (answer === undefined) return;
    const { message, replacesOriginal } = answer;
    const tell = () =>
      respond({ response_type: 'ephemeral', replace_original: replacesOriginal, ...message });
    await orApologize<unknown>(incident(context), 'answer a click', tell, () => undefined);
  });

  app.view<ViewSubmitAction>(
    { type: 'view_submission', callback_id: /.*/ },
    async ({ body, ack, context }) => {
      const answer = await orApologize(
        incident(context),
        'carry out a form',
        () => answerSubmission(ports, body),
        (text) => formErrors({ [apologyField(body)]: text }),
      );
      await ack(answer);
    },
  );

  return receiver.toHandler();
}

// Slack shows errors only under fields that the form has.
function apologyField({ view }: ViewSubmitAction): string {
  return view.callback_id === handOverFormId ? 'person' : 'reason';
}
