import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod';
import type { Broker, Brokers } from '../../domain/estate.ts';
import type { RequestId } from '../../domain/ids.ts';
import type { ClusterRef } from '../../domain/request.ts';
import { awsFailure } from './aws-failure.ts';
import { type AwsCredentials, presignToken } from './presign-token.ts';
import { requestHandler } from './request-handler.ts';

/** What an invocation works on: one request, a look at what roles do, whole clusters, or whether they are well. */
export type Purpose = RequestId | 'describe-role' | 'sweep' | 'doctor';

/** The sessions of the broker's three identities in which one invocation works on one request. */
export interface BrokerSessions {
  /** @throws DependencyError */
  credentials(target: ClusterRef, broker: Broker): Promise<AwsCredentials>;
  /** The bearer token for the target's Kubernetes API. @throws DependencyError */
  token(target: ClusterRef, broker: Broker): Promise<string>;
}

// The shortest that STS gives, and as long as a Lambda invocation can last: so no session needs renewing.
const sessionSeconds = 900;

/**
 * Sessions are assumed when first needed and kept for the invocation only: their name carries the request's id into
 * CloudTrail and the clusters' audit logs, so no other request may use them.
 * @param wallClock milliseconds since the epoch; AWS judges signatures by it
 */
export function openBrokerSessions(purpose: Purpose, wallClock: () => number): BrokerSessions {
  const sessions = new Map<string, Promise<AwsCredentials>>();
  const tokens = new Map<string, Promise<string>>();
  const credentials = ({ brokers, region }: ClusterRef, broker: Broker) =>
    once(sessions, `${region} ${brokers[broker]}`, () => assume(brokers, broker, region, purpose));
  return {
    credentials,
    token: (target, broker) =>
      once(tokens, `${target.region} ${target.cluster} ${broker}`, async () =>
        presignToken({
          cluster: target.cluster,
          region: target.region,
          credentials: await credentials(target, broker),
          signedAt: new Date(wallClock()),
        }),
      ),
  };
}

// What failed is not remembered, so that a repetition within the invocation can succeed.
function once<Value>(
  made: Map<string, Promise<Value>>,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const known = made.get(key);
  if (known !== undefined) return known;
  const making = make();
  made.set(key, making);
  making.catch(() => made.delete(key));
  return making;
}

const assumed = z.object({
  Credentials: z.object({ AccessKeyId: z.string(), SecretAccessKey: z.string(), SessionToken: z.string() }),
});

async function assume(
  brokers: Brokers,
  broker: Broker,
  region: string,
  purpose: Purpose,
): Promise<AwsCredentials> {
  const roleArn = brokers[broker];
  const client = new STSClient({ region, requestHandler });
  const command = new AssumeRoleCommand({
    RoleArn: roleArn,
    RoleSessionName: `k8s-access-${purpose}`,
    DurationSeconds: sessionSeconds,
    ExternalId: brokers.externalId,
  });
  try {
    const { Credentials: session } = assumed.parse(await client.send(command));
    return {
      accessKeyId: session.AccessKeyId,
      secretAccessKey: session.SecretAccessKey,
      sessionToken: session.SessionToken,
    };
  } catch (error) {
    throw awsFailure(`STS AssumeRole of ${roleArn}`, roleArn, error);
  }
}
