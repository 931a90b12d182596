import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, AwsLambdaReceiver, LogLevel } from '@slack/bolt';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { expect, it } from 'vitest';
import { botToken, input, modal, signingSecret, startTestSlack } from '../../support/slack.ts';

/** Serves a Lambda handler over HTTP as API Gateway does. */
async function serveLambda(handler: ReturnType<AwsLambdaReceiver['toHandler']>) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = request.headers as Record<string, string>;
    const event = { headers, body: Buffer.concat(chunks).toString(), isBase64Encoded: false, path: '/slack' };
    const answer = await handler(event as APIGatewayProxyEvent, {} as Context);
    response.writeHead(answer.statusCode, answer.headers as Record<string, string>).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

it('Bolt takes a command, opens a form, refuses and accepts its submission', async () => {
  const receiver = new AwsLambdaReceiver({ signingSecret, logLevel: LogLevel.ERROR });
  const { url, server } = await serveLambda(receiver.toHandler());
  const local = await startTestSlack({ deliverTo: url });
  const bolt = new App({
    receiver,
    token: botToken,
    clientOptions: { slackApiUrl: `${local.slack.url}/api/`, retryConfig: { retries: 0 } },
    logLevel: LogLevel.ERROR,
  });
  bolt.command('/k8s-access', async ({ ack, client, command }) => {
    const view = {
      ...modal(input('reason', { type: 'plain_text_input', action_id: 'text' })),
      callback_id: 'ask',
    };
    await client.apiCall('views.open', { trigger_id: command.trigger_id, view });
    await ack('Opening the form.');
  });
  bolt.view('ask', async ({ ack, view, client, body }) => {
    const reason = view.state.values['reason']?.['text']?.value;
    if (!reason) return ack({ response_action: 'errors', errors: { reason: 'Say why.' } });
    await ack();
    await client.chat.postMessage({ channel: body.user.id, text: `Asked: ${reason}` });
  });

  const asked = await local.post('/local/slack/command', { user: 'alice', command: '/k8s-access' });
  expect(asked.json).toMatchObject({
    status: 200,
    messages: [{ text: 'Opening the form.' }],
    view: { callback_id: 'ask' },
  });
  const form = { user: 'alice', view_id: asked.json.view.id };
  expect(await local.post('/local/slack/submit', form)).toMatchObject({
    json: { errors: { reason: 'Say why.' } },
  });
  const filled = { ...form, values: { reason: { text: 'a bug' } } };
  expect(await local.post('/local/slack/submit', filled)).toMatchObject({
    json: { status: 200, messages: [{ text: 'Asked: a bug', channel: 'D0ALICE' }] },
  });
  expect(local.slack.state().views).toEqual([]);

  await local.close();
  server.close();
});
