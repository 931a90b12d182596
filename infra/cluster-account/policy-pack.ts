import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * Characters, white space not counted, and policies to a role:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const inlineLimit = 10_240;
const managedLimit = 6_144;
const managedPolicies = 10;
/** Characters of what stands around the statements. */
const envelope = 50;

/** A role's statements, spread over its inline policy and as many policies of its own as it takes. */
export interface PackedStatements {
  readonly inline: readonly PolicyStatement[];
  readonly managed: readonly (readonly PolicyStatement[])[];
}

/**
 * Spreads statements over policies in their order; nothing where IAM has no room for all of them.
 * @param sizeOf characters of the statement as IAM counts them
 */
export function packStatements(
  statements: readonly PolicyStatement[],
  sizeOf: (statement: PolicyStatement) => number,
): PackedStatements | undefined {
  const policies = [emptyPolicy(inlineLimit)];
  for (const statement of statements) {
    const size = sizeOf(statement) + 1;
    const last = policies.at(-1);
    const policy = last !== undefined && last.room >= size ? last : emptyPolicy(managedLimit);
    if (policy !== last) policies.push(policy);
    policy.statements.push(statement);
    policy.room -= size;
    if (policy.room < 0) return undefined;
  }
  const [inline, ...managed] = policies.map((policy) => policy.statements);
  return managed.length <= managedPolicies ? { inline: inline ?? [], managed } : undefined;
}

function emptyPolicy(limit: number) {
  const statements: PolicyStatement[] = [];
  return { room: limit - envelope, statements };
}
