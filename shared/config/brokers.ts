import type { Contradiction } from './contradiction.ts';
import type { AccessFile } from './schema.ts';

type Stated = AccessFile['clusters'][string]['brokers'];

const names = ['granter', 'revoker', 'witness'] as const;

/** What is wrong with the brokers' roles beside each other. */
export function brokerContradictions({ clusters }: AccessFile): readonly Contradiction[] {
  const stated = Object.entries(clusters).map(([key, { brokers }]) => ({ key, brokers }));
  return stated.flatMap(({ key, brokers }, index) => [
    ...oneForTwo(['clusters', key, 'brokers'], brokers),
    ...twoAccounts(['clusters', key, 'brokers'], brokers),
    ...otherExternalId(['clusters', key, 'brokers'], brokers, stated.slice(0, index)),
  ]);
}

function oneForTwo(path: readonly string[], brokers: Stated): readonly Contradiction[] {
  return names.flatMap((name, index) => {
    const other = names.slice(0, index).find((earlier) => brokers[earlier] === brokers[name]);
    if (other === undefined) return [];
    return [
      {
        path: [...path, name],
        problem: `This is the ${other}'s role too. Give each its own, so that whoever takes one over cannot do what the others can.`,
      },
    ];
  });
}

function twoAccounts(path: readonly string[], brokers: Stated): readonly Contradiction[] {
  const account = accountOf(brokers.granter);
  return names
    .filter((name) => accountOf(brokers[name]) !== account)
    .map((name) => ({
      path: [...path, name],
      problem: `The granter is in account ${account}. All three roles belong in the account of the cluster.`,
    }));
}

function otherExternalId(
  path: readonly string[],
  brokers: Stated,
  earlier: readonly { readonly key: string; readonly brokers: Stated }[],
): readonly Contradiction[] {
  const other = earlier.find(
    (one) =>
      one.brokers.externalId !== brokers.externalId &&
      names.some((name) => names.some((its) => one.brokers[its] === brokers[name])),
  );
  if (other === undefined) return [];
  return [
    {
      path: brokers.externalId === undefined ? path : [...path, 'externalId'],
      problem: `Cluster ${other.key} has the same roles with ${other.brokers.externalId === undefined ? 'no' : 'another'} externalId. A role asks for one: say the same of both.`,
    },
  ];
}

function accountOf(roleArn: string): string {
  return roleArn.split(':')[4] ?? '';
}
