import { madeOf } from '../shared/adapters/secrets/keep-secret.ts';
import { keptSlackSecret } from '../shared/adapters/secrets/slack-secret.ts';
import { openSlackClient } from '../shared/adapters/slack/client.ts';
import { slackDirectory } from '../shared/adapters/slack/directory.ts';
import type { OnCallNow } from '../shared/adapters/slack/rosters.ts';
import type { FunctionEnvironment } from '../shared/config/environment.ts';
import type { Directory } from '../shared/usecases/ports.ts';

/** The directory for a function that works without Slack too: Slack's secret is read when it is first needed. */
export function deferredDirectory(
  settings: FunctionEnvironment,
  onCallNow: OnCallNow | undefined,
): Directory {
  const open = madeOf(keptSlackSecret(settings.SLACK_SECRET_ID), ({ botToken }) =>
    slackDirectory(openSlackClient(botToken, settings.SLACK_API_URL), onCallNow),
  );
  return {
    profile: async (...given) => (await open()).profile(...given),
    usergroupsOf: async (...given) => (await open()).usergroupsOf(...given),
    rostersOf: async (...given) => (await open()).rostersOf(...given),
  };
}
