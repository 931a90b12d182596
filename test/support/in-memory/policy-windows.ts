import type { AccessPolicyGrant } from '../../../shared/domain/grant.ts';
import { parseAccessPolicyArn } from '../../../shared/domain/grant.ts';
import { type RequestId, requestIdFromHash } from '../../../shared/domain/ids.ts';
import type { Identity } from '../../../shared/domain/person.ts';
import { parsePrincipalArn } from '../../../shared/domain/principal-arn.ts';
import { raise } from '../../../shared/domain/transition.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { alice, asked, durationOf, must, scope, sha256 } from '../records.ts';
import { World } from './world.ts';

/** Windows of an EKS access policy on staging, of a role that alice alone holds. */
export const arn = must(parseAccessPolicyArn('arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy'));
export const grant: AccessPolicyGrant = { kind: 'access-policy', arn };
export const ownRole = 'arn:aws:iam::111122223333:role/people/alice';
export const aliceAlone: Identity = {
  ...alice,
  principal: { holder: 'personal', arn: ownRole, username: 'k8s-access:alice@example.com' },
};
/** Where the in-memory cluster keeps her association of the policy. */
export const place = `${ownRole} ${arn}`;

export const cluster = (world: World) => world.cluster('staging-eu');
export const associated = (world: World) => cluster(world).associations.get(place);

/** A world in which alice is known by the role that she alone holds. */
export function worldOfOwnRoles(): World {
  const world = new World();
  const people = new Map([[alice.person.email, { arn: must(parsePrincipalArn(ownRole)) }]]);
  world.identities = [{ strategy: 'table', link: 'optional', people }];
  return world;
}

/** A request that is approved, for an hour unless said, in these namespaces, separated by commas. */
export function approved(
  world: World,
  namespaces: string,
  { by = aliceAlone, duration = '1h' } = {},
): RequestId {
  const facts = asked({ by, scope: scope('staging-eu', namespaces, 'view'), duration: durationOf(duration) });
  const id = requestIdFromHash(sha256(`${namespaces} ${duration}`));
  return world.given(raise({ ...facts, id, target: { ...facts.target, grant } }, sha256));
}

/** One that is open. */
export async function opened(...args: Parameters<typeof approved>): Promise<RequestId> {
  const id = approved(...args);
  await openWindow(args[0].ports(), id);
  return id;
}
