/** An IAM role or user, taken apart: `arn:aws:iam::<account>:role<path><name>`. A path begins and ends with `/`. */
export interface IamPrincipal {
  readonly kind: 'role' | 'user';
  readonly account: string;
  readonly path: string;
  readonly name: string;
}

const IAM_PRINCIPAL = /^arn:aws:iam::(\d{12}):(role|user)(\/(?:[\x21-\x2e\x30-\x7e]+\/)*)([\w+=,.@-]{1,64})$/;

/** Takes the ARN of an IAM role or user apart; undefined for every other ARN, an STS session's included. */
export function parseIamPrincipal(arn: string): IamPrincipal | undefined {
  const [, account, kind, path, name] = IAM_PRINCIPAL.exec(arn) ?? [];
  if (account === undefined || path === undefined || name === undefined) return undefined;
  return { kind: kind === 'role' ? 'role' : 'user', account, path, name };
}

/** The ARN that STS gives a session of a role. It carries no path. */
export function assumedRoleArn(role: IamPrincipal, sessionName: string): string {
  return `arn:aws:sts::${role.account}:assumed-role/${role.name}/${sessionName}`;
}

/**
 * An IAM ARN as the EKS authenticator compares it: a role's without its path, because a session's ARN has none.
 * Source: aws-iam-authenticator, pkg/arn, StripPath; a user's path stays.
 */
export function comparableArn(arn: string): string {
  const principal = parseIamPrincipal(arn);
  if (principal?.kind !== 'role') return arn;
  return `arn:aws:iam::${principal.account}:role/${principal.name}`;
}
