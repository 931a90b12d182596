import type { Sha256 } from '../domain/audit-chain.ts';
import type { Actor } from '../domain/audit-event.ts';
import { isBreakGlass } from '../domain/break-glass.ts';
import { saysYes } from '../domain/evidence.ts';
import { isExtension } from '../domain/extension.ts';
import { boundRole, nameOfGrant } from '../domain/grant.ts';
import type { RequestId } from '../domain/ids.ts';
import type { InStatus, OpeningProblem, Request } from '../domain/request.ts';
import { hashOfRules } from '../domain/role-rules.ts';
import { reachOf } from '../domain/scope.ts';
import { announce } from './announce.ts';
import { announceAlarm } from './announce-alarm.ts';
import { applyExtension } from './apply-extension.ts';
import { type AskStandingPorts, askStanding } from './ask-standing.ts';
import type { AccessEntries, Bindings, Subject, Witness } from './cluster-ports.ts';
import { NoEvidenceError, RulesChangedError } from './errors.ts';
import {
  fixWindowOnce,
  type MakeAccessPorts,
  makeAccess,
  mustNotBeLate,
  type Planned,
} from './make-access.ts';
import { type OpenWithPolicyPorts, openWithPolicy } from './open-with-policy.ts';
import { permanentProblem } from './opening-problems.ts';
import { type PageFirstPorts, pageFirst } from './page-first.ts';
import type { RequestPairs, Requests } from './ports.ts';
import { mustFind, recordChange } from './record-change.ts';
import { subjectOf } from './subject.ts';
import { type Unsaid, unsaidTogether } from './turn.ts';

export interface OpenWindowPorts
  extends MakeAccessPorts,
    OpenWithPolicyPorts,
    PageFirstPorts,
    AskStandingPorts {
  readonly requests: Requests & RequestPairs;
  readonly entries: AccessEntries;
  readonly bindings: Pick<Bindings, 'create' | 'addSubject' | 'relabel'>;
  readonly witness: Witness;
  readonly sha256: Sha256;
}

const actor: Actor = { kind: 'system', name: 'open-window' };

/** The authorizer learns of a binding through a watch; it is asked this often, this many milliseconds apart. */
const evidenceTries = 15;
const evidencePause = 200;

/**
 * Opens the window of an approved request: fixes its end, puts the access in place, waits for the cluster's yes and
 * says so. An extension has no window of its own: it is applied to the one it extends. Answers what Slack could not be
 * told. Safe to repeat from any point. What can never succeed is recorded as abandoned; anything else is thrown, to be
 * tried again.
 */
export async function openWindow(ports: OpenWindowPorts, id: RequestId): Promise<Unsaid | undefined> {
  const request = await mustFind(ports.requests, id);
  if (isExtension(request)) return applyExtension(ports, id);
  if (request.status !== 'approved' || request.abandoned !== undefined) return undefined;
  try {
    const paged = isBreakGlass(request) ? await pageFirst(ports, request) : request;
    const opened = await open(ports, paged);
    return unsaidTogether(await announce(ports, opened), await announceAlarm(ports, opened));
  } catch (error) {
    const problem = permanentProblem(error);
    if (problem === undefined) throw error;
    ports.reporter.failed('open the window', error);
    await abandon(ports, id, problem);
    return undefined;
  }
}

async function open(ports: OpenWindowPorts, approved: InStatus<'approved'>): Promise<Request> {
  mustNotBeLate(ports, approved);
  const { grant } = approved.target;
  return grant.kind === 'access-policy'
    ? openWithPolicy(ports, approved, grant)
    : openWithBindings(ports, approved);
}

async function openWithBindings(ports: OpenWindowPorts, approved: InStatus<'approved'>): Promise<Request> {
  const rules = await ports.witness.rulesOf(
    approved.target,
    boundRole(approved.target.grant),
    reachOf(approved.scope),
  );
  if (approved.rulesHash !== undefined && approved.rulesHash !== hashOfRules(rules, ports.sha256)) {
    throw new RulesChangedError(
      `the rules of ${nameOfGrant(approved.target.grant)} have changed since the approval`,
    );
  }
  // What an earlier try made goes by our own name, which does not count.
  const standing = await askStanding(ports, approved, rules);
  const planned = await fixWindowOnce(ports, approved);
  const made = await makeAccess(ports, planned);
  for (const binding of made.bindings) {
    mustNotBeLate(ports, made.request);
    await ports.bindings.addSubject(approved.target, binding, made.window.username);
  }
  await mustHaveEntry(ports, made.request);
  const subject = subjectOf(made.request, made.window);
  const evidence = await waitForYes(ports, made.request, subject, rules);
  return recordChange(ports, made.request, {
    ...{ type: 'activate', at: ports.clock(), actor, evidence },
    ...(standing && { standing }),
  });
}

// EKS is eventually consistent: what it showed before may have been an entry on its way out.
async function mustHaveEntry({ entries }: OpenWindowPorts, { target, principal }: Planned): Promise<void> {
  if ((await entries.describe(target, principal.arn)) !== undefined) return;
  throw new NoEvidenceError(`the access entry of ${principal.arn} in ${target.cluster} is gone`);
}

async function waitForYes(
  ports: OpenWindowPorts,
  request: Planned,
  subject: Subject,
  rules: Awaited<ReturnType<Witness['rulesOf']>>,
) {
  for (let tries = 1; tries <= evidenceTries; tries += 1) {
    const evidence = await ports.witness.ask(request.target, subject, request.scope.namespaces, rules);
    if (saysYes(evidence)) return evidence;
    await ports.pause(evidencePause);
  }
  throw new NoEvidenceError(`the cluster does not say yes to ${subject.username}`);
}

async function abandon(ports: OpenWindowPorts, id: RequestId, why: OpeningProblem): Promise<void> {
  const request = await mustFind(ports.requests, id);
  // Released or revoked meanwhile: what looks like a problem may be that closing took away what was made.
  if (request.status !== 'approved' || request.abandoned !== undefined) return;
  await recordChange(ports, request, { type: 'abandon', at: ports.clock(), actor, why });
}
