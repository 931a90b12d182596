import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { AwsCredentials } from '../sts/presign-token.ts';
import { CallError } from './call-error.ts';

/** The AWS session that the caller has on this machine, found as the AWS CLI finds it. */
export interface OwnSession {
  readonly credentials: AwsCredentials;
  readonly region: string;
}

// https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html: the host names the region.
const functionUrlHost = /\.lambda-url\.([a-z0-9-]+)\.on\.aws$/;

/**
 * Reads the credentials and the region to sign with.
 * @param profile of the AWS CLI; without it, what the environment says @param region where the endpoint does not tell it
 * @throws CallError when there are no credentials, or no region
 */
export async function readOwnSession(
  endpoint: URL,
  { profile, region }: { readonly profile: string | undefined; readonly region: string | undefined },
): Promise<OwnSession> {
  const named = profile === undefined ? {} : { profile };
  const credentials = await readCredentials(named);
  const told = region ?? functionUrlHost.exec(endpoint.hostname)?.[1];
  return { credentials, region: told ?? (await configuredRegion(named)) };
}

type Named = { readonly profile?: string };

async function readCredentials(named: Named): Promise<AwsCredentials> {
  try {
    return await defaultProvider(named)();
  } catch (cause) {
    // The words are the SDK's own, and name no secret: which sign-in has expired, or that there is none.
    const expired = cause instanceof Error && /expired|sso session|token/i.test(cause.message);
    throw new CallError(expired ? 'credentials-expired' : 'no-credentials', { cause });
  }
}

// A client of the SDK reads the region as the AWS CLI does; only where nothing else tells it is one loaded.
async function configuredRegion(named: Named): Promise<string> {
  const { STSClient } = await import('@aws-sdk/client-sts');
  try {
    return await new STSClient(named).config.region();
  } catch (cause) {
    throw new CallError('no-region', { cause });
  }
}
