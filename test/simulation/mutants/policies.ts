import type { Mutant } from './mutant.ts';

const holdPolicy = 'shared/usecases/hold-policy.ts';

/** Bugs with EKS access policies, one association of which serves several requests. */
export const policyMutants: readonly Mutant[] = [
  {
    name: 'the association goes for all at the first end',
    edits: [
      {
        file: holdPolicy,
        instead: '  if (isNonEmpty(wanted)) await policies.associate(',
        write: "  if (broker === 'granter' && isNonEmpty(wanted)) await policies.associate(",
      },
      {
        file: holdPolicy,
        instead: '  if (!isSame(wanted,',
        write: "  if (broker === 'granter' && !isSame(wanted,",
      },
    ],
  },
  {
    name: 'an association of somebody else is taken for ours',
    edits: [
      {
        file: 'shared/domain/policy-lease.ts',
        instead: 'return seen !== undefined && (lease?.written ?? []).some((ours) => isSame(ours, seen));',
        write: 'return seen !== undefined;',
      },
    ],
  },
  {
    name: 'two change an association at once',
    edits: [
      {
        file: 'shared/domain/policy-lease.ts',
        instead:
          "if (lease.change !== undefined && now <= lease.change.deadline) return { outcome: 'busy' };",
        write: '',
      },
    ],
  },
  {
    name: 'closing forgets the access policy',
    edits: [
      {
        file: 'shared/usecases/close-window.ts',
        instead: "if (grant.kind === 'access-policy') await letGoOfPolicy(ports, request, grant);",
        write: '',
      },
    ],
  },
];
