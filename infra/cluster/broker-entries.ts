import type { Broker, Cluster } from '../../shared/domain/estate.ts';
import { granters, revokers, witnesses } from './broker-roles.ts';

/** An access entry of type STANDARD that a cluster needs once. */
export interface BrokerEntry {
  readonly principalArn: string;
  readonly username: string;
  readonly groups: readonly string[];
}

const groupsOf: Readonly<Record<Broker, string>> = {
  granter: granters,
  revoker: revokers,
  witness: witnesses,
};

/**
 * The entries through which a cluster knows the broker. No person's username can be one of theirs.
 * @param known all three, unless it is to know fewer
 */
export function brokerEntries(
  { brokers }: Cluster,
  known: readonly Broker[] = ['granter', 'revoker', 'witness'],
): readonly BrokerEntry[] {
  return known.map((broker) => ({
    principalArn: brokers[broker],
    username: `k8s-access-${broker}`,
    groups: [groupsOf[broker]],
  }));
}
