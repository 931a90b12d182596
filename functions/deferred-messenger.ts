import { keptSlackSecret } from '../shared/adapters/secrets/slack-secret.ts';
import { openPatientSlackClient } from '../shared/adapters/slack/client.ts';
import { slackMessenger } from '../shared/adapters/slack/messenger.ts';
import type { Patience } from '../shared/adapters/slack/patient-client.ts';
import type { AccessConfig } from '../shared/config/access-config.ts';
import type { FunctionEnvironment } from '../shared/config/environment.ts';
import type { Messenger } from '../shared/usecases/ports.ts';

/**
 * Messengers, one for each invocation, that read their secret when it is first needed. Access must
 * open and close while Secrets Manager or Slack do not answer, so neither may stand in the way of a function's start.
 */
export function deferredMessengers(
  settings: FunctionEnvironment,
  config: AccessConfig,
): (patience: Patience) => Messenger {
  const secret = keptSlackSecret(settings.SLACK_SECRET_ID);
  return (patience) => {
    let opened: Promise<Messenger> | undefined;
    const open = () => {
      opened ??= secret().then(({ botToken }) =>
        slackMessenger(openPatientSlackClient(botToken, patience, settings.SLACK_API_URL), config),
      );
      return opened;
    };
    return {
      postCard: async (...given) => (await open()).postCard(...given),
      isCardSeen: async (...given) => (await open()).isCardSeen(...given),
      update: async (...given) => (await open()).update(...given),
      tellRequester: async (...given) => (await open()).tellRequester(...given),
      warnRequester: async (...given) => (await open()).warnRequester(...given),
      tellNobodyAsked: async (...given) => (await open()).tellNobodyAsked(...given),
    };
  };
}
