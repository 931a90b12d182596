import type { WebClient } from '@slack/web-api';
import { madeOf } from '../shared/adapters/secrets/keep-secret.ts';
import { keptSlackSecret } from '../shared/adapters/secrets/slack-secret.ts';
import { openSlackClient } from '../shared/adapters/slack/client.ts';
import type { FunctionEnvironment } from '../shared/config/environment.ts';

/** Slack's client for a function that works without Slack too: its secret is read when it is first needed. */
export function deferredSlack(settings: FunctionEnvironment): () => Promise<WebClient> {
  return madeOf(keptSlackSecret(settings.SLACK_SECRET_ID), ({ botToken }) =>
    openSlackClient(botToken, settings.SLACK_API_URL),
  );
}
