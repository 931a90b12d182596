import type { WebClient } from '@slack/web-api';
import { madeOf } from '../shared/adapters/secrets/keep-secret.ts';
import { slackDirectory } from '../shared/adapters/slack/directory.ts';
import type { OnCallNow } from '../shared/adapters/slack/rosters.ts';
import type { Directory } from '../shared/usecases/ports.ts';

/** The directory for a function that works without Slack too. @param slack answers the client when it is needed */
export function deferredDirectory(
  slack: () => Promise<WebClient>,
  onCallNow: OnCallNow | undefined,
): Directory {
  const open = madeOf(slack, (client) => slackDirectory(client, onCallNow));
  return {
    profile: async (...given) => (await open()).profile(...given),
    usergroupsOf: async (...given) => (await open()).usergroupsOf(...given),
    rostersOf: async (...given) => (await open()).rostersOf(...given),
  };
}
