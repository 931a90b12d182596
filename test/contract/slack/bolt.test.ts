import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, AwsLambdaReceiver, LogLevel } from '@slack/bolt';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { afterEach, expect, it } from 'vitest';
import {
  botToken,
  input,
  modal,
  option,
  section,
  signingSecret,
  startTestSlack,
} from '../../support/slack.ts';

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

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** A workspace whose app is written with Bolt. */
async function startBolt() {
  const receiver = new AwsLambdaReceiver({ signingSecret, logLevel: LogLevel.ERROR });
  const { url, server } = await serveLambda(receiver.toHandler());
  const local = await startTestSlack({ deliverTo: url });
  const bolt = new App({
    receiver,
    token: botToken,
    clientOptions: { slackApiUrl: `${local.slack.url}/api/`, retryConfig: { retries: 0 } },
    logLevel: LogLevel.ERROR,
  });
  cleanups.push(local.close, () => server.close());
  return { local, bolt };
}

it('Bolt takes a command, opens a form, refuses and accepts its submission', async () => {
  const { local, bolt } = await startBolt();
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
  const form = { user: 'alice', view_id: asked.json.view?.id };
  expect(await local.post('/local/slack/submit', form)).toMatchObject({
    json: { errors: { reason: 'Say why.' } },
  });
  const filled = { ...form, values: { reason: { text: 'a bug' } } };
  expect(await local.post('/local/slack/submit', filled)).toMatchObject({
    json: { status: 200, messages: [{ text: 'Asked: a bug', channel: 'D0ALICE' }] },
  });
  expect(local.slack.state().views).toEqual([]);
});

it('Bolt suggests clusters, and previews in the form what was chosen', async () => {
  const { local, bolt } = await startBolt();
  const reason = input('reason', { type: 'plain_text_input', action_id: 'text' });
  const cluster = {
    ...input('cluster', { type: 'external_select', action_id: 'cluster' }),
    dispatch_action: true,
  };
  bolt.command('/k8s-access', async ({ ack, client, command }) => {
    await client.apiCall('views.open', { trigger_id: command.trigger_id, view: modal(reason, cluster) });
    await ack();
  });
  bolt.options('cluster', async ({ ack, payload }) => {
    const found = ['prod-eu', 'prod-us', 'staging-eu'].filter((name) => name.startsWith(payload.value));
    await ack({ options: found.map(option) });
  });
  bolt.action({ type: 'block_actions', action_id: 'cluster' }, async ({ ack, body, client }) => {
    const { id, hash, state } = body.view ?? expect.fail('the act was in no view');
    const text = `${state.values['reason']?.['text']?.value} in ${state.values['cluster']?.['cluster']?.selected_option?.value}`;
    await client.apiCall('views.update', { view_id: id, hash, view: modal(reason, cluster, section(text)) });
    await ack();
  });

  const asked = await local.post('/local/slack/command', { user: 'alice', command: '/k8s-access' });
  const at = { user: 'alice', view_id: asked.json.view?.id, action_id: 'cluster' };
  expect(await local.post('/local/slack/suggest', { ...at, value: 'prod' })).toMatchObject({
    json: { options: [option('prod-eu'), option('prod-us')] },
  });
  const values = { reason: { text: 'a bug' } };
  expect(await local.post('/local/slack/action', { ...at, value: 'prod-us', values })).toMatchObject({
    json: { status: 200, view: { blocks: [{}, {}, { text: { text: 'a bug in prod-us' } }] } },
  });
});

it('Bolt hears of an opened Home tab, a changed usergroup and an archived channel', async () => {
  const { local, bolt } = await startBolt();
  const heard: string[] = [];
  bolt.event('app_home_opened', async ({ event, client }) => {
    const view = { type: 'home' as const, blocks: [section('welcome')] };
    await client.views.publish({ user_id: event.user, view });
  });
  bolt.event('subteam_updated', async ({ event }) => {
    heard.push(`${event.subteam.handle} has ${event.subteam.user_count}`);
  });
  bolt.event('channel_archive', async ({ event }) => {
    heard.push(`${event.channel} is archived`);
  });
  expect(await local.post('/local/slack/home', { user: 'alice' })).toMatchObject({
    json: { status: 200, view: { blocks: [{ type: 'section' }] } },
  });
  await local.post('/local/slack/usergroups/security', { users: ['alice', 'bob', 'dave'] });
  await local.post('/local/slack/channels/access-requests', { archived: true });
  expect(heard).toEqual(['security has 3', 'C0REQUESTS is archived']);
});
