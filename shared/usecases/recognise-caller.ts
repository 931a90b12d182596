import { personSource } from '../domain/approver-source.ts';
import { type Caller, identifyCaller } from '../domain/caller.ts';
import type { Identity } from '../domain/person.ts';
import type { Refusal } from '../domain/refusal.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';
import type { Directory, Reporter } from './ports.ts';

export interface RecogniseCallerPorts extends IdentifyPorts {
  readonly directory: Pick<Directory, 'profile' | 'rostersOf'>;
  readonly reporter: Reporter;
}

/** Who calls: with their Slack account, or where Slack does not answer by their AWS session alone. */
export type Recognition =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'recognised'; readonly identity: Identity; readonly slackAnswers: boolean };

/**
 * Who a caller with AWS credentials is. AWS says who, Slack says whether their account there stands, and the two must
 * come to the same person. A Slack that does not answer keeps nobody out: AWS's word is the stronger of the two.
 */
export async function recogniseCaller(ports: RecogniseCallerPorts, caller: Caller): Promise<Recognition> {
  const called = identifyCaller(caller, ports.identities);
  if (!called.identified) return refused(called.refusal);
  const { identity } = called;
  const inSlack = await findInSlack(ports, identity.person.email);
  if (inSlack === 'no-answer') return { outcome: 'recognised', identity, slackAnswers: false };
  if (inSlack === undefined) return refused({ code: 'no-slack-account', email: identity.person.email });
  if (!inSlack.identified) return refused(inSlack.refusal);
  return inSlack.identity.principal.username === identity.principal.username
    ? { outcome: 'recognised', identity: inSlack.identity, slackAnswers: true }
    : refused({ code: 'no-slack-account', email: identity.person.email });
}

async function findInSlack(ports: RecogniseCallerPorts, email: string) {
  try {
    const [roster] = await ports.directory.rostersOf([personSource(email)]);
    const [userId] = roster?.found === true ? roster.members : [];
    return userId === undefined ? undefined : await identifyAccount(ports, userId);
  } catch (error) {
    ports.reporter.failed('ask Slack who calls', error);
    return 'no-answer';
  }
}

function refused(refusal: Refusal): Recognition {
  return { outcome: 'refused', refusal };
}
