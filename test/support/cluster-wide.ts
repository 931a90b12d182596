import type { Estate, Rule } from '../../shared/domain/estate.ts';
import { durationOf, estate, scope } from './records.ts';

/** Cluster-view in the whole of prod-eu. */
export const wholeOfProd = scope('prod-eu', '*', 'cluster-view');

/** Names the cluster-wide role, for two hours without approval. */
export const clusterViewRule: Rule = {
  name: 'prod-cluster-view',
  hash: 'c'.repeat(64),
  when: { environments: ['prod'], roles: [wholeOfProd.role] },
  maxDuration: durationOf('2h'),
  approval: { kind: 'automatic' },
};

/** The example estate with that rule below its own. */
export const wideEstate: Estate = { ...estate, rules: [...estate.rules, clusterViewRule] };
