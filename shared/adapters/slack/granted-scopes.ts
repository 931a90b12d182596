import type { WebClient } from '@slack/web-api';
import * as z from 'zod';
import { answerOf } from './client.ts';

// The client puts the header `x-oauth-scopes` there: https://docs.slack.dev/reference/methods/auth.test
const answer = z.object({
  response_metadata: z.object({ scopes: z.array(z.string()).default([]) }).prefault({}),
});

/** What the bot's token may do. @throws SlackCallError, RateLimitedError */
export async function grantedScopes(slack: WebClient): Promise<readonly string[]> {
  const { response_metadata: told } = await answerOf('auth.test', answer, slack.auth.test());
  return told.scopes;
}
