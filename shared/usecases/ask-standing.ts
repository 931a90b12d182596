import type { AccessEvidence, PolicyRule } from '../domain/evidence.ts';
import type { IdentitySource } from '../domain/identity-source.ts';
import type { Request } from '../domain/request.ts';
import { type StandingAccess, standingBefore } from '../domain/standing-access.ts';
import { usernameThrough } from '../domain/username-through.ts';
import type { AccessEntries, Witness } from './cluster-ports.ts';
import { type InTimePorts, within } from './in-time.ts';
import { subjectOf } from './subject.ts';

export interface AskStandingPorts extends InTimePorts {
  readonly entries: Pick<AccessEntries, 'describe'>;
  readonly witness: Pick<Witness, 'ask'>;
  /** By which it is known who the person is through an entry that is not ours. */
  readonly identities: readonly IdentitySource[];
}

/** Milliseconds. To know it is good; to wait for it is not. */
const timeToAsk = 3000;

/**
 * Asks the cluster what of the scope the requester can do before anything is made for it. Answers nothing where the
 * cluster fails or takes too long: that holds up no request.
 */
export function askStanding(
  ports: AskStandingPorts,
  request: Request,
  rules: readonly PolicyRule[],
): Promise<StandingAccess | undefined> {
  const asked = ask(ports, request, rules).then(standingBefore);
  return within(ports, timeToAsk)('ask what the requester can do already', asked);
}

async function ask(
  { entries, witness, identities }: AskStandingPorts,
  request: Request,
  rules: readonly PolicyRule[],
): Promise<readonly AccessEvidence[]> {
  const { target, principal, scope } = request;
  const entry = await entries.describe(target, principal.arn);
  const throughEntry = entry && usernameThrough(entry.username, principal, identities);
  const subject = subjectOf(request, {
    username: throughEntry ?? principal.username,
    groups: entry?.groups ?? [],
  });
  return witness.ask(target, subject, scope.namespaces, rules);
}
