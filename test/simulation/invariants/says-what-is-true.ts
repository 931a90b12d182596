import type { Request } from '../../../shared/domain/request.ts';
import { brief, namedBindings } from './accesses.ts';
import type { MakeInvariant, Problem, Scene } from './invariant.ts';
import { isTampered } from './patience.ts';

/** 8. `Active` and `ended` are true when they are recorded, and nothing is said that the record does not say yet. */
export const saysWhatIsTrue: MakeInvariant = (scene) => ({
  written: (_, { request, events }) => {
    const facts = events.map(({ fact }) => fact.type);
    if (facts.includes('opened')) return withoutYes(scene.world, request);
    if (facts.includes('closed')) return withoutNo(request) ?? leftOf(scene, request);
    return facts.includes('failed') ? leftOf(scene, request) : undefined;
  },
  said: (what, request) => {
    const recorded = scene.world.records.requests.get(request.id);
    const isRecorded =
      recorded !== undefined &&
      recorded.version >= request.version &&
      scene.world.eventsOf(request).some(({ hash }) => hash === request.head.hash);
    return isRecorded ? undefined : `${what} says that ${brief(request)}, which is not recorded`;
  },
});

/** Milliseconds. An opening lives for a minute, and its clusters' answers are not older. */
const freshFor = 70_000;

function withoutYes({ heard, timeline }: Scene['world'], request: Request): Problem | undefined {
  // Of a policy EKS is the evidence, at which `holdsWhileActive` looks.
  if (request.status !== 'active' || request.target.grant.kind === 'access-policy') return undefined;
  for (const namespace of request.scope.namespaces) {
    const last = heard.last(`${request.id} ${namespace}`);
    const saidYes =
      last !== undefined &&
      timeline.now - last.at < freshFor &&
      last.evidence.every(({ allowed }) => allowed);
    if (!saidYes) return `${brief(request)} is said to be open without the cluster's yes in ${namespace}`;
  }
  return undefined;
}

// What remains may be somebody else's, and is named; what is ours must be gone.
function withoutNo(request: Request): Problem | undefined {
  if (request.status !== 'ended') return undefined;
  const ours = request.evidence.find(
    ({ allowed, reason }) => allowed && reason.includes(`k8s-access-${request.id}`),
  );
  return ours && `${brief(request)} is said to be over, and the cluster said: ${ours.reason}`;
}

function leftOf(scene: Scene, request: Request): Problem | undefined {
  if (isTampered(scene, request.id)) return undefined;
  const left = namedBindings(scene.world).find(({ binding }) => binding.requestId === request.id);
  return left && `${brief(request)} is over, and ${left.binding.name} names ${left.binding.users.join()}`;
}
