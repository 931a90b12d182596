import { type IamPrincipal, parseIamPrincipal } from '../identity/arn.ts';
import { NODE_TYPES, STANDARD } from './entry-types.ts';
import { invalidParameter } from './errors.ts';

/** Access entries per cluster; a fixed quota. Source: EKS service quotas. */
export const ENTRY_LIMIT = 3000;

const RESERVED_USERNAME = /^(system|eks|aws|amazon|iam):/;
const SESSION_PLACEHOLDER = /\{\{SessionName(Raw)?\}\}/;
const TAG_LIMIT = 50;

/** What a caller may say of an entry. */
export interface EntryParameters {
  readonly type: string;
  readonly username?: string | undefined;
  readonly kubernetesGroups?: readonly string[] | undefined;
}

/** The IAM role or user that an entry may be made for. Throws InvalidParameterException. */
export function entryPrincipal(arn: string, type: string): IamPrincipal {
  const principal = parseIamPrincipal(arn);
  if (principal === undefined) {
    throw invalidParameter(
      'The principalArn parameter format is not valid: give the ARN of an IAM role or user, not of an STS session.',
    );
  }
  if (principal.path.startsWith('/aws-service-role/')) {
    throw invalidParameter(
      'The caller is not allowed to modify access entries with a principalArn value of a Service Linked Role.',
    );
  }
  if (type !== STANDARD && principal.kind !== 'role') {
    throw invalidParameter(`An access entry of type ${type} is for an IAM role.`);
  }
  return principal;
}

/** Checks type, username and groups. Throws InvalidParameterException. */
export function checkParameters({ type, username, kubernetesGroups }: EntryParameters): void {
  if (type !== STANDARD && !Object.hasOwn(NODE_TYPES, type)) {
    throw invalidParameter(
      `The type parameter must be ${[STANDARD, ...Object.keys(NODE_TYPES)].join(', ')}.`,
    );
  }
  if (type !== STANDARD && (username !== undefined || kubernetesGroups !== undefined)) {
    throw invalidParameter(`An access entry of type ${type} takes no username and no kubernetesGroups.`);
  }
  if (username !== undefined) checkUsername(username);
  const reserved = kubernetesGroups?.find((group) => group.startsWith('system:'));
  if (reserved !== undefined) {
    throw invalidParameter(`The kubernetes group name ${reserved} is invalid, it cannot start with system:.`);
  }
}

/** Source: EKS User Guide, "Set a custom username for EKS access entries". */
function checkUsername(username: string): void {
  if (username === '') throw invalidParameter('The username must not be empty.');
  if (RESERVED_USERNAME.test(username)) {
    throw invalidParameter(
      'The username must not start with system:, eks:, aws:, amazon: or iam:. Choose another prefix.',
    );
  }
  const placeholder = SESSION_PLACEHOLDER.exec(username);
  if (placeholder !== null && !username.slice(0, placeholder.index).includes(':')) {
    throw invalidParameter(`The username must include a colon before ${placeholder[0]}.`);
  }
}

/** What is wrong with an entry's tags, as a sentence. */
export function tagProblem(tags: Readonly<Record<string, string>>): string | undefined {
  const names = Object.keys(tags);
  if (names.length > TAG_LIMIT) return `A resource has at most ${TAG_LIMIT} tags.`;
  const bad = Object.entries(tags).find(
    ([name, value]) => name.length < 1 || name.length > 128 || value.length > 256 || name.startsWith('aws:'),
  );
  if (bad === undefined) return undefined;
  return `The tag ${bad[0]} is invalid: a key has 1 to 128 characters and does not start with aws:, a value has at most 256.`;
}
