import { type Brand, invalid, type Parsed, valid } from './brand.ts';

/** The ARN of an IAM role or user that a person can be: of no service, no instance and no session. */
export type PrincipalArn = Brand<string, 'PrincipalArn'>;

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
const principalPattern =
  /^arn:aws(?:-[a-z]+)*:iam::(\d{12}):(role|user)(\/(?:[\w+=,.@-]+\/)*)([\w+=,.@-]{1,64})$/;
const sessionPattern = /^arn:aws(?:-[a-z]+)*:sts::\d{12}:(?:assumed-role|federated-user)\//;

/** Reads the ARN of a role or user. What nobody can hold as a person is refused, as far as an ARN tells. */
export function parsePrincipalArn(text: string): Parsed<PrincipalArn> {
  if (sessionPattern.test(text)) {
    return invalid(
      'This is one session, which ends. Write the role behind it, with its path: arn:aws:iam::<account>:role/<path>/<name>.',
    );
  }
  if (text.includes(':instance-profile/')) {
    return invalid('This is an instance profile, which machines hold. Write the role or user of a person.');
  }
  const [, , , path] = principalPattern.exec(text) ?? [];
  if (path === undefined) {
    return invalid(
      'Write the ARN of an IAM role or user, such as arn:aws:iam::111122223333:role/people/alice.',
    );
  }
  if (path.startsWith('/aws-service-role/') || path.startsWith('/service-role/')) {
    return invalid(
      'This role belongs to an AWS service, which assumes it. Write the role or user of a person.',
    );
  }
  return valid(text as PrincipalArn);
}

/**
 * What two ARNs of one principal have in common. IAM has a name once in an account, whatever its path and capitals, and
 * the ARN of a role's session carries no path.
 */
export function principalKey(arn: string): string {
  const [, account, kind, , name] = principalPattern.exec(arn) ?? [];
  return `${account}:${kind}/${name}`.toLowerCase();
}

/** Who signed a call, by the ARN that AWS gives of them. */
export interface SignedIn {
  readonly arn: string;
  /** As `principalKey` has it of the role or user. */
  readonly key: string;
  /** What the session is called; users have none. */
  readonly sessionName?: string;
}

const roleSession =
  /^arn:aws(?:-[a-z]+)*:sts::(\d{12}):assumed-role\/([\w+=,.@-]{1,64})\/([\w+=,.@-]{2,64})$/;
// EC2 calls the session of an instance's role by the id of the instance.
const instanceId = /^i-[0-9a-f]{8,17}$/;

/** Takes apart the ARN of a caller; undefined where that is no person's: an instance, a federated user, the root. */
export function parseSignedIn(arn: string): SignedIn | undefined {
  const [, account, role, sessionName] = roleSession.exec(arn) ?? [];
  if (sessionName !== undefined) {
    const key = `${account}:role/${role}`.toLowerCase();
    return instanceId.test(sessionName) ? undefined : { arn, key, sessionName };
  }
  const user = parsePrincipalArn(arn);
  return user.ok && arn.includes(':user/') ? { arn, key: principalKey(arn) } : undefined;
}

/** Whether Identity Center made the role: only it opens its sessions, and it names them after the person. */
export function isIdentityCenterRole(arn: PrincipalArn): boolean {
  return arn.includes(':role/aws-reserved/sso.amazonaws.com/');
}
