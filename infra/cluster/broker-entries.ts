import type { Cluster } from '../../shared/domain/estate.ts';
import { granters, revokers, witnesses } from './broker-roles.ts';

/** An access entry of type STANDARD that a cluster needs once. */
export interface BrokerEntry {
  readonly principalArn: string;
  readonly username: string;
  readonly groups: readonly string[];
}

/** The entries through which a cluster knows the broker. No person's username can be one of theirs. */
export function brokerEntries({ brokers }: Cluster): readonly BrokerEntry[] {
  return [
    { principalArn: brokers.granter, username: 'k8s-access-granter', groups: [granters] },
    { principalArn: brokers.revoker, username: 'k8s-access-revoker', groups: [revokers] },
    { principalArn: brokers.witness, username: 'k8s-access-witness', groups: [witnesses] },
  ];
}
