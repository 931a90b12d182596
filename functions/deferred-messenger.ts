import { readSlackSecret } from '../shared/adapters/secrets/slack-secret.ts';
import { openSlackClient } from '../shared/adapters/slack/client.ts';
import { slackMessenger } from '../shared/adapters/slack/messenger.ts';
import type { FunctionEnvironment } from '../shared/config/environment.ts';
import { loadAccessConfig } from '../shared/config/load-access-config.ts';
import type { Messenger } from '../shared/usecases/ports.ts';

/**
 * A messenger that reads its secret when it is first needed, once per cold start. Access must open and close while
 * Secrets Manager or Slack do not answer, so neither may stand in the way of a function's start.
 */
export function deferredMessenger(settings: FunctionEnvironment): Messenger {
  const { approvalsChannel } = loadAccessConfig(settings.ACCESS_CONFIG_PATH);
  let opened: Messenger | undefined;
  const open = async (): Promise<Messenger> => {
    if (opened === undefined) {
      const { botToken } = await readSlackSecret(settings.SLACK_SECRET_ID);
      opened = slackMessenger(openSlackClient(botToken, settings.SLACK_API_URL), approvalsChannel);
    }
    return opened;
  };
  return {
    postCard: async (request, roleRules) => (await open()).postCard(request, roleRules),
    updateCard: async (request) => {
      if (request.card !== undefined) await (await open()).updateCard(request);
    },
    tellRequester: async (request) => (await open()).tellRequester(request),
  };
}
