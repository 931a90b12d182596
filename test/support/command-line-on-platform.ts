import { join } from 'node:path';
import { k8sAccess, type Ran } from './command-line.ts';
import type { TestPlatform } from './platform.ts';

/** The k8s-access command line as people of the platform have it: each with an AWS session of their own. */
export async function commandLineOf(platform: TestPlatform, environment: NodeJS.ProcessEnv = {}) {
  const { endpoints } = await platform.state();
  const found: NodeJS.ProcessEnv = {
    K8S_ACCESS_ENDPOINT: endpoints.commandLine,
    AWS_SHARED_CREDENTIALS_FILE: join(platform.dataDirectory, 'aws', 'credentials'),
    AWS_CONFIG_FILE: join(platform.dataDirectory, 'aws', 'config'),
    AWS_EC2_METADATA_DISABLED: 'true',
    NO_COLOR: '1',
    ...environment,
  };
  return (persona: string, ...args: string[]): Promise<Ran> =>
    k8sAccess(args, { ...found, AWS_PROFILE: persona });
}

/** The id of the request that a command line has named. @throws when it named none */
export function requestIdSaid({ out, err }: Ran): string {
  const id = /\b[0-9a-hjkmnp-tv-z]{12}\b/.exec(out)?.[0];
  if (id === undefined) throw new Error(`no request id in ${out}${err}`);
  return id;
}

/** All that a command printed, on one line. */
export const said = ({ out, err }: Ran) => `${out}${err}`.replaceAll(/\s+/g, ' ');
