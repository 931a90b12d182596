import { EKSClient } from '@aws-sdk/client-eks';
import type { Broker } from '../../domain/estate.ts';
import type { ClusterRef } from '../../domain/request.ts';
import type { BrokerSessions } from '../sts/broker-sessions.ts';
import { requestHandler } from '../sts/request-handler.ts';

/**
 * EKS in the target's region, called in one broker's session.
 * @param maxAttempts how often the client may send a call before it reports the failure
 * @throws DependencyError
 */
export async function eksClient(
  sessions: BrokerSessions,
  target: ClusterRef,
  broker: Broker,
  maxAttempts = 3,
): Promise<EKSClient> {
  const credentials = await sessions.credentials(target, broker);
  return new EKSClient({ region: target.region, credentials, maxAttempts, requestHandler });
}
