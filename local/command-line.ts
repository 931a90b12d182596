import type { FunctionName } from '../infra/names.ts';
import type { AwsEndpoint } from './aws/endpoint.ts';
import { organization } from './example/iam.ts';
import type { Foundation } from './foundation.ts';
import { type FunctionUrl, startFunctionUrl } from './function-url/function-url.ts';
import type { Invoke } from './lambda/invocation.ts';

/** Starts where the command line calls: the URL of the `command-line` function. */
export function startCommandLine(
  { store, clock, config, home }: Foundation,
  { credentials }: AwsEndpoint,
  invoke: Invoke,
): Promise<FunctionUrl> {
  return startFunctionUrl({
    ...{ invoke, store, credentials, region: home.region },
    functionName: 'command-line' satisfies FunctionName,
    organization: config.organization ?? organization,
    wallNow: () => clock.now() - clock.offset(),
  });
}
