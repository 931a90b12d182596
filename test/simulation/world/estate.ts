import type { Duration } from '../../../shared/domain/duration.ts';
import type { Estate, Rule } from '../../../shared/domain/estate.ts';
import type { RoleName } from '../../../shared/domain/scope.ts';
import { estate } from '../../support/records.ts';

const clusterView = 'cluster-view' as RoleName;

/** Hours after which requests lapse here: looking after one that nobody decides would be most of what a run does. */
export const lapseAfter = 2;

// As those of the same environment that give `edit`.
const clusterWide = estate.rules.flatMap((rule) =>
  rule.when.roles?.includes('edit' as RoleName)
    ? [
        {
          ...rule,
          name: `${rule.name}-whole`,
          when: { ...whenWithoutNamespaces(rule), roles: [clusterView] },
        },
      ]
    : [],
);

/** The example estate, whose requests lapse sooner, and with rules that give a role of the whole cluster. */
export const simulatedEstate: Estate = {
  ...estate,
  rules: [...estate.rules, ...clusterWide].map((rule) =>
    rule.approval.kind === 'stages'
      ? { ...rule, approval: { ...rule.approval, lapseAfter: (lapseAfter * 60) as Duration } }
      : rule,
  ),
};

function whenWithoutNamespaces({ when: { namespaces: _, ...others } }: Rule): Rule['when'] {
  return others;
}
