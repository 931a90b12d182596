import { emailRefusal, type IdentitySource, usernamePrefix } from './identify.ts';
import { awsAccount, type Identity } from './person.ts';
import type { CallerRefusal, IdentityRefusal } from './refusal.ts';

/** Who signed a call with AWS credentials, as AWS says it. Nothing of it can be chosen by an argument. */
export interface Caller {
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session>` of a session; a user's ARN of a user. */
  readonly arn: string;
}

export type CallerIdentification =
  | { readonly identified: true; readonly identity: Identity }
  | { readonly identified: false; readonly refusal: CallerRefusal | IdentityRefusal };

// The characters are STS's: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
const sessionArn = /^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([\w+=,.@-]{1,64})\/([\w+=,.@-]{2,64})$/;
const roleArn = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/(?:.+\/)?([\w+=,.@-]{1,64})$/;

/**
 * Who a caller is in the clusters, or why AWS's word does not say it. The session name counts only in the role that the
 * identity source names, where people cannot choose it. A session's ARN has no path, and none is needed: the name of a
 * role is unique in its account whatever the path, so no look-alike can stand beside it.
 */
export function identifyCaller({ arn }: Caller, source: IdentitySource): CallerIdentification {
  const [, ...session] = sessionArn.exec(arn) ?? [];
  const [, ...role] = roleArn.exec(source.roleArn) ?? [];
  const email = session.pop();
  if (email === undefined) return refused({ code: 'not-a-session', arn });
  if (session.join(':') !== role.join(':')) return refused({ code: 'unknown-caller', arn });
  const refusal = emailRefusal({ email, emailConfirmed: true }, source.emailDomains);
  if (refusal !== undefined) return refused(refusal);
  const username = `${usernamePrefix}${email}`;
  return {
    identified: true,
    identity: {
      person: { ...awsAccount(username), email, name: email },
      principal: { arn: source.roleArn, username },
    },
  };
}

function refused(refusal: CallerRefusal | IdentityRefusal): CallerIdentification {
  return { identified: false, refusal };
}
