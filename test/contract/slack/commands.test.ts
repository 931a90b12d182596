import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { section, startTestSlack, type TestSlack } from '../../support/slack.ts';
import type { AppAnswer } from './support/test-app.ts';

let local: TestSlack;
beforeAll(async () => {
  local = await startTestSlack();
});
afterAll(() => local.close());
beforeEach(() => {
  local.testApp.handle(() => ({}));
  local.testApp.received.length = 0;
});

const run = async (change: object = {}) => {
  const body = { user: 'alice', command: '/k8s-access', text: 'help', channel: 'general', ...change };
  return (await local.post('/local/slack/command', body)).json;
};
const answering = (answer: AppAnswer) => {
  local.testApp.handle(() => answer);
  return run();
};

describe('a slash command', () => {
  it('reaches the app truly signed, with the fields Slack sends and an exact content type', async () => {
    expect(await run()).toMatchObject({ status: 200, response: '', messages: [] });
    const [delivered] = local.testApp.received;
    expect(delivered?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(delivered?.fields).toEqual({
      token: expect.any(String),
      team_id: 'T0EXAMPLE',
      team_domain: 'example',
      channel_id: 'C0GENERAL',
      channel_name: 'general',
      user_id: 'U0ALICE',
      user_name: 'alice',
      command: '/k8s-access',
      text: 'help',
      api_app_id: 'A0K8SACCESS',
      is_enterprise_install: 'false',
      response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/response\/[0-9a-f]{32}$/),
      trigger_id: expect.stringMatching(/^\d+\.T0EXAMPLE\.[0-9a-f]{32}$/),
    });
  });

  it('is signed with the wall clock, however far platform time has moved', async () => {
    local.clock.platform += 30 * 86_400_000;
    expect(await run()).toMatchObject({ status: 200 });
    const timestamp = Number(local.testApp.received[0]?.headers['x-slack-request-timestamp']);
    expect(Math.abs(timestamp - Date.now() / 1000)).toBeLessThan(5);
  });

  it('may come from a guest, and from a deactivated person: to refuse them is the task of the app', async () => {
    expect(await run({ user: 'erin' })).toMatchObject({ status: 200 });
    expect(await run({ user: 'U0FRANK' })).toMatchObject({ status: 200 });
  });

  it("is run in the person's direct messages unless a channel is named", async () => {
    await run({ channel: undefined });
    expect(local.testApp.received[0]?.fields).toMatchObject({
      channel_id: 'D0ALICE',
      channel_name: 'directmessage',
    });
  });
});

describe("the app's answer to a command", () => {
  it('as text is shown to the person alone', async () => {
    expect(await answering({ body: 'hello' })).toMatchObject({
      response: 'hello',
      messages: [{ text: 'hello', channel: 'C0GENERAL', user: 'U0K8SACCESS', ephemeralTo: 'U0ALICE' }],
    });
  });

  it('as JSON may speak to the whole channel', async () => {
    const body = { response_type: 'in_channel', text: 'hello', blocks: [section('hello')] };
    const { messages, response } = await answering({ body });
    expect(response).toEqual(body);
    expect(messages).toMatchObject([{ text: 'hello', blocks: [{ type: 'section' }] }]);
    expect(messages[0]).not.toHaveProperty('ephemeralTo');
  });

  it('with bad blocks is reported to the person as Slack does, with the path', async () => {
    const { problem, messages } = await answering({ body: { text: 'x', blocks: [section('')] } });
    expect(problem).toContain(
      'invalid_command_response: must be more than 0 characters [json-pointer:/blocks/0',
    );
    expect(messages).toMatchObject([{ user: 'USLACKBOT', ephemeralTo: 'U0ALICE' }]);
  });

  it('with a field that Slack does not know is reported too', async () => {
    expect(await answering({ body: { txt: 'x' } })).toMatchObject({ problem: 'invalid_command_response' });
  });

  it('with a status other than 2xx is shown as dispatch_failed', async () => {
    expect(await answering({ status: 500, body: 'oops' })).toMatchObject({
      status: 500,
      response: 'oops',
      problem: 'dispatch_failed',
      messages: [{ text: '/k8s-access failed with the error "dispatch_failed"', ephemeralTo: 'U0ALICE' }],
    });
  });

  it('that takes more than three seconds is shown as operation_timeout', async () => {
    local.testApp.handle(async () => {
      await new Promise((resolve) => setTimeout(resolve, 3300));
      return { body: 'too late' };
    });
    const answer = await run();
    expect(answer).toMatchObject({ status: 504, problem: 'operation_timeout' });
    expect(answer.messages).toMatchObject([{ user: 'USLACKBOT' }]);
  }, 10_000);
});

describe('what a command is said to have caused', () => {
  it('are messages posted meanwhile that the person can see, and a modal that was opened', async () => {
    local.testApp.handle(async ({ fields }) => {
      await local.client.chat.postMessage({ channel: 'access-requests', text: 'a card' });
      await local.client.chat.postMessage({ channel: 'U0BOB', text: 'for bob' });
      await local.client.apiCall('views.open', {
        trigger_id: fields['trigger_id'],
        view: { type: 'modal', title: { type: 'plain_text', text: 'Form' }, blocks: [section('x')] },
      });
      return {};
    });
    const { messages, view } = await run();
    expect(messages.map((message: { text: string }) => message.text)).toEqual(['a card']);
    expect(view).toMatchObject({ type: 'modal', title: { text: 'Form' } });
  });

  it('is told apart for two commands at once', async () => {
    local.testApp.handle(async ({ fields }) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { body: `you said ${fields['text']}` };
    });
    const [one, two] = await Promise.all([run({ text: 'one' }), run({ text: 'two' })]);
    expect(one.messages).toMatchObject([{ text: 'you said one' }]);
    expect(two.messages).toMatchObject([{ text: 'you said two' }]);
  });

  it('holds what the app posts to the response url just before it answers', async () => {
    local.testApp.handle(({ fields }) => {
      void fetch(fields['response_url'] ?? '', { method: 'POST', body: JSON.stringify({ text: 'by url' }) });
      return {};
    });
    expect((await run()).messages).toMatchObject([{ text: 'by url', ephemeralTo: 'U0ALICE' }]);
  });
});
