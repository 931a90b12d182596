import { personSource } from '../domain/approver-source.ts';
import { type Caller, isCalledBy } from '../domain/caller.ts';
import type { Identification } from '../domain/identify.ts';
import { type Identity, isSlackAccount, type Person } from '../domain/person.ts';
import { parseSignedIn } from '../domain/principal-arn.ts';
import type { Refusal } from '../domain/refusal.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';
import { knowCaller } from './know-caller.ts';
import type { Directory, Reporter } from './ports.ts';

export interface RecogniseCallerPorts extends IdentifyPorts {
  readonly directory: Pick<Directory, 'profile' | 'rostersOf'>;
  readonly reporter: Reporter;
}

/** Who calls: with their Slack account, or where Slack does not answer by AWS's word and their link alone. */
export type Recognition =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'recognised'; readonly identity: Identity; readonly slackAnswers: boolean };

/**
 * Who a caller with AWS credentials is. AWS says who, Slack says whether their account there stands, and the two must
 * come to the same person. A Slack that does not answer keeps nobody out: AWS's word is the stronger of the two.
 */
export async function recogniseCaller(ports: RecogniseCallerPorts, caller: Caller): Promise<Recognition> {
  const known = await knowCaller(ports, caller);
  if (!known.identified) return refused(known.refusal);
  const { identity } = known;
  const inSlack = await findInSlack(ports, identity.person);
  if (inSlack === 'no-answer') return { outcome: 'recognised', identity, slackAnswers: false };
  if (inSlack !== undefined && !inSlack.identified) return refused(inSlack.refusal);
  const signedIn = parseSignedIn(caller.arn);
  return signedIn !== undefined && inSlack !== undefined && isCalledBy(inSlack.identity.principal, signedIn)
    ? { outcome: 'recognised', identity: inSlack.identity, slackAnswers: true }
    : refused({ code: 'no-slack-account', email: identity.person.email });
}

/** Who decides on somebody else's request: nobody, while Slack does not say who may. */
export async function recogniseDecider(ports: RecogniseCallerPorts, caller: Caller): Promise<Recognition> {
  const recognised = await recogniseCaller(ports, caller);
  return recognised.outcome === 'recognised' && !recognised.slackAnswers
    ? refused({ code: 'slack-needed', for: 'deciding' })
    : recognised;
}

async function findInSlack(
  ports: RecogniseCallerPorts,
  person: Person,
): Promise<Identification | undefined | 'no-answer'> {
  try {
    const userId = isSlackAccount(person) ? person.userId : await accountOf(ports, person);
    return userId === undefined ? undefined : await identifyAccount(ports, userId);
  } catch (error) {
    ports.reporter.failed('ask Slack who calls', error);
    return 'no-answer';
  }
}

async function accountOf(
  { directory }: RecogniseCallerPorts,
  { email }: Person,
): Promise<string | undefined> {
  const [roster] = await directory.rostersOf([personSource(email)]);
  return roster?.found === true ? roster.members[0] : undefined;
}

function refused(refusal: Refusal): Recognition {
  return { outcome: 'refused', refusal };
}
