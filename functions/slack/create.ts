import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2, Context } from 'aws-lambda';
import { jsonReporter } from '../../shared/adapters/log/json-reporter.ts';
import { madeOf } from '../../shared/adapters/secrets/keep-secret.ts';
import { keptSlackSecret, type SlackSecret } from '../../shared/adapters/secrets/slack-secret.ts';
import { openSlackClient } from '../../shared/adapters/slack/client.ts';
import { formOpener, formUpdater, homePublisher } from '../../shared/adapters/slack/forms.ts';
import { timeUp } from '../../shared/adapters/time-up.ts';
import type { AccessConfig } from '../../shared/config/access-config.ts';
import {
  type Environment,
  readWakingEnvironment,
  type WakingEnvironment,
} from '../../shared/config/environment.ts';
import { loadPreparedConfig } from '../../shared/config/prepared-config.ts';
import type { Reporter } from '../../shared/usecases/ports.ts';
import { boltHandler } from './bolt.ts';
import { type Endpoint, slackEndpoint } from './endpoint.ts';
import { httpAnswer } from './http-answer.ts';
import { slackVerbs } from './ports.ts';
import { updateInTime } from './update-in-time.ts';

export type SlackHandler = (
  event: APIGatewayProxyEventV2,
  context: Pick<Context, 'awsRequestId'>,
) => Promise<APIGatewayProxyResultV2>;

/**
 * The `slack` function. It reads Slack's secret at the first request, and keeps it until it is another one.
 * @param clock milliseconds since the epoch; signatures are judged by the wall clock all the same
 * @throws ConfigError
 */
export function create(environment: Environment, clock: () => number): SlackHandler {
  const settings = readWakingEnvironment(environment);
  const config = loadPreparedConfig(settings.ACCESS_CONFIG_PATH);
  const reporter = jsonReporter({ function: 'slack', stage: settings.STAGE });
  const started = madeOf(keptSlackSecret(settings.SLACK_SECRET_ID), (secret) =>
    endpointWith(secret, settings, config, clock, reporter),
  );
  return async (event, context) => {
    let endpoint: Endpoint;
    try {
      endpoint = await started();
    } catch (error) {
      reporter.failed('start', error);
      return httpAnswer(503, 'The app cannot start at the moment. Try again in a minute.');
    }
    return endpoint(event, context);
  };
}

function endpointWith(
  { signingSecret, botToken }: SlackSecret,
  settings: WakingEnvironment,
  config: AccessConfig,
  clock: () => number,
  reporter: Reporter,
): Endpoint {
  const slack = openSlackClient(botToken, settings.SLACK_API_URL);
  const verbs = slackVerbs(settings, config, clock, slack, reporter);
  const { estate } = config;
  const bolt = boltHandler({
    ...{ verbs, estate, reporter },
    openForm: formOpener(slack),
    updateForm: updateInTime(formUpdater(slack), { timeUp, reporter }),
    publishHome: homePublisher(slack),
  });
  return slackEndpoint({ signingSecret, wallClock: Date.now, bolt });
}
