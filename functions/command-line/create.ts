import { dynamoLinkCodes, dynamoLinks } from '../../shared/adapters/dynamodb/links.ts';
import { dynamoRequestQueries } from '../../shared/adapters/dynamodb/request-queries.ts';
import { dynamoRequests } from '../../shared/adapters/dynamodb/requests.ts';
import { openTable } from '../../shared/adapters/dynamodb/table.ts';
import { lambdaOpener, lambdaWaker } from '../../shared/adapters/lambda/waker.ts';
import { jsonReporter } from '../../shared/adapters/log/json-reporter.ts';
import { sha256 } from '../../shared/adapters/sha256.ts';
import { slackLinkTeller } from '../../shared/adapters/slack/link-teller.ts';
import { stepFunctionsMachines } from '../../shared/adapters/step-functions/machines.ts';
import { timeUp } from '../../shared/adapters/time-up.ts';
import { type Environment, readWakingEnvironment } from '../../shared/config/environment.ts';
import { loadPreparedConfig } from '../../shared/config/prepared-config.ts';
import { instantFrom } from '../../shared/domain/instant.ts';
import { approveAsCaller } from '../../shared/usecases/approve-as-caller.ts';
import { breakGlassAsCaller } from '../../shared/usecases/break-glass-as-caller.ts';
import { denyAsCaller } from '../../shared/usecases/deny-as-caller.ts';
import { knowCaller } from '../../shared/usecases/know-caller.ts';
import { link } from '../../shared/usecases/link.ts';
import { listAsCaller } from '../../shared/usecases/list-as-caller.ts';
import { release } from '../../shared/usecases/release.ts';
import { requestAsCaller } from '../../shared/usecases/request-as-caller.ts';
import { readStatus } from '../../shared/usecases/show-status.ts';
import { withdraw } from '../../shared/usecases/withdraw.ts';
import { deferredDirectory } from '../deferred-directory.ts';
import { deferredSlack } from '../deferred-slack.ts';
import { wireOnCall } from '../on-call.ts';
import { commandLineEndpoint, type Endpoint } from './endpoint.ts';

/**
 * The `command-line` function, behind a function URL that lets only callers with AWS credentials through. Nothing of it
 * needs Slack at its start. @param clock milliseconds since the epoch @throws ConfigError
 */
export function create(environment: Environment, clock: () => number): Endpoint {
  const settings = readWakingEnvironment(environment);
  const {
    estate,
    identities,
    breakGlass: breakGlassRules,
    ...config
  } = loadPreparedConfig(settings.ACCESS_CONFIG_PATH);
  const table = openTable(settings.TABLE_NAME);
  const reporter = jsonReporter({ function: 'command-line', stage: settings.STAGE });
  const now = () => instantFrom(clock());
  const slack = deferredSlack(settings);
  const ports = {
    ...{ estate, identities, breakGlassRules, sha256, reporter, timeUp, clock: now },
    links: dynamoLinks(table),
    codes: dynamoLinkCodes(table),
    requests: dynamoRequests(table),
    queries: dynamoRequestQueries(table),
    directory: deferredDirectory(slack, wireOnCall(settings, config, now)),
    linkTeller: slackLinkTeller(slack),
    machines: stepFunctionsMachines({
      approval: settings.APPROVAL_MACHINE_ARN,
      window: settings.WINDOW_MACHINE_ARN,
    }),
    waker: lambdaWaker({ approval: settings.APPROVAL_FUNCTION, window: settings.WINDOW_FUNCTION }),
    opener: lambdaOpener(settings.OPENING_FUNCTION),
  };
  const { organization } = config;
  return commandLineEndpoint({
    ...{ estate, reporter },
    ...(organization === undefined ? {} : { organization }),
    verbs: {
      knowCaller: (caller) => knowCaller(ports, caller),
      requestAccess: (caller, asked) => requestAsCaller(ports, caller, asked),
      breakGlass: (caller, ask) => breakGlassAsCaller(ports, caller, ask),
      listRequests: (caller) => listAsCaller(ports, caller),
      showStatus: (id) => readStatus(ports, id),
      withdraw: (withdrawal) => withdraw(ports, withdrawal),
      release: (given) => release(ports, given),
      approve: (caller, id) => approveAsCaller(ports, caller, id),
      deny: (caller, denial) => denyAsCaller(ports, caller, denial),
      link: (linking) => link(ports, linking),
    },
  });
}
