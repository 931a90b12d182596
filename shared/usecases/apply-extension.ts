import type { Sha256 } from '../domain/audit-chain.ts';
import type { Actor } from '../domain/audit-event.ts';
import { type ExtensionFacts, extendedUntil, isExtension } from '../domain/extension.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Binding, ExtensionProblem, InStatus, Request } from '../domain/request.ts';
import type { AnnouncePorts } from './announce.ts';
import { announceWithKin } from './announce-with-kin.ts';
import type { Bindings } from './cluster-ports.ts';
import { BindingLostError, OpeningTooLateError, WindowOverError } from './errors.ts';
import { judgeAgain } from './judge-again.ts';
import type { Clock, RequestPairs, Requests } from './ports.ts';
import { afterChange, mustFind, recordChange } from './record-change.ts';
import type { Unsaid } from './turn.ts';

export interface ApplyExtensionPorts extends AnnouncePorts {
  readonly requests: Requests & RequestPairs;
  readonly bindings: Pick<Bindings, 'relabel'>;
  readonly clock: Clock;
  readonly sha256: Sha256;
}

const actor: Actor = { kind: 'system', name: 'open-window' };

type Approved = InStatus<'approved'> & ExtensionFacts;

/**
 * Moves the end of the window that an approved extension adds time to, and says so. The bindings are relabelled first:
 * a cluster cleaner that goes by the label must never come before the end that was announced. Safe to repeat from any
 * point: the time is added once. What can never succeed is recorded as abandoned; anything else is thrown, to be tried
 * again. Answers what Slack could not be told.
 */
export async function applyExtension(ports: ApplyExtensionPorts, id: RequestId): Promise<Unsaid | undefined> {
  try {
    const applied = await judgeAgain(() => apply(ports, id));
    return applied && (await announceWithKin(ports, applied, actor));
  } catch (error) {
    const problem = permanentProblem(error);
    if (problem === undefined) throw error;
    ports.reporter.failed('extend the window', error);
    await giveUp(ports, id, problem);
    return undefined;
  }
}

async function apply(ports: ApplyExtensionPorts, id: RequestId): Promise<Request | undefined> {
  const extension = await findToApply(ports.requests, id);
  if (extension === undefined) return undefined;
  const request = await mustFind(ports.requests, extension.extends);
  const from = extension.extending.closesAt;
  const to = extendedUntil(extension);
  for (const binding of bindingsIn(mustBeInTime(request, extension, ports.clock()))) {
    await ports.bindings.relabel(request.target, binding, { closesAt: to, extension: id });
  }
  const at = ports.clock();
  mustBeInTime(request, extension, at);
  const applied = afterChange(extension, { type: 'apply', at, actor }, ports.sha256);
  const extended = afterChange(request, { type: 'extend', at, actor, by: id, from, to }, ports.sha256);
  await ports.requests.saveTogether(applied, extended);
  return applied.request;
}

async function findToApply(requests: Requests, id: RequestId): Promise<Approved | undefined> {
  const extension = await mustFind(requests, id);
  return extension.status === 'approved' && extension.abandoned === undefined && isExtension(extension)
    ? extension
    : undefined;
}

// Retries can take longer than the window lasts, and nothing moves the end of one that is over.
function mustBeInTime(
  request: Request,
  { id, openBy, extending: { closesAt } }: Approved,
  now: Instant,
): InStatus<'active'> {
  if (request.status !== 'active' || request.window.closesAt !== closesAt || now >= closesAt) {
    throw new WindowOverError(`the window of ${request.id} is ${request.status}, or over`);
  }
  if (now >= openBy) throw new OpeningTooLateError(`${id} can no longer be applied`);
  return request;
}

function permanentProblem(error: unknown): ExtensionProblem | undefined {
  if (error instanceof WindowOverError) return 'window-over';
  if (error instanceof OpeningTooLateError) return 'not-extended';
  return error instanceof BindingLostError ? 'binding-gone' : undefined;
}

async function giveUp(ports: ApplyExtensionPorts, id: RequestId, why: ExtensionProblem): Promise<void> {
  const extension = await findToApply(ports.requests, id);
  if (extension === undefined) return;
  await recordChange(ports, extension, { type: 'abandon', at: ports.clock(), actor, why });
  await putBack(ports, extension);
}

/**
 * Has the bindings tell the end that did not move, once nothing can move it any more. Where this fails, or nobody comes
 * to it, a cleaner that goes by the label comes later than we do, which harms nobody: our own end is on record.
 */
async function putBack(ports: ApplyExtensionPorts, extension: Approved): Promise<void> {
  const { id, extending } = extension;
  const request = await mustFind(ports.requests, extension.extends);
  if (request.status !== 'active') return;
  for (const binding of bindingsIn(request)) {
    await ports.bindings
      .relabel(request.target, binding, { closesAt: extending.closesAt, extension: id })
      .catch((error: unknown) => ports.reporter.failed('put back the end of a binding', error));
  }
}

function bindingsIn({ window }: InStatus<'active'>): readonly Required<Binding>[] {
  return window.bindings.flatMap(({ namespace, name, uid }) =>
    uid === undefined ? [] : [{ namespace, name, uid }],
  );
}
