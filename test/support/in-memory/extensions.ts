import type { Estate, Rule } from '../../../shared/domain/estate.ts';
import { type RequestId, requestIdFromHash } from '../../../shared/domain/ids.ts';
import { parseReason } from '../../../shared/domain/reason.ts';
import { approve } from '../../../shared/usecases/approve.ts';
import { type ExtendAnswer, extendAccess } from '../../../shared/usecases/extend-access.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { alice, bob, durationOf, estate, must, sha256, someReason } from '../records.ts';
import { approvedOnProd } from './lives.ts';
import { World } from './world.ts';

/** Alice's hour of prod edit, open from 12:02 to 13:02; the rule lets it be four hours. */
export async function openedOnProd(world: World): Promise<RequestId> {
  const id = approvedOnProd(world);
  await openWindow(world.ports(), id);
  return id;
}

/** An id that belongs to one delivery. */
export const idOf = (delivery: string): RequestId => requestIdFromHash(sha256(delivery));

/** Somebody asks for more time; alice for half an hour, unless said otherwise. */
export function askForTime(
  world: World,
  of: RequestId,
  wanted: { duration?: string; by?: typeof alice; delivery?: string; reason?: string } = {},
  ports = world.ports(),
): Promise<ExtendAnswer> {
  const { duration = '30m', by = alice, delivery = `${of} ${world.now}`, reason = someReason } = wanted;
  const asked = { duration: durationOf(duration), reason: must(parseReason(reason)) };
  return extendAccess(ports, { id: idOf(delivery), of, by: by.person, ...asked });
}

/** The same, where it is known to be raised; answers the extension's id. */
export async function extensionOf(
  world: World,
  of: RequestId,
  wanted: Parameters<typeof askForTime>[2] = {},
): Promise<RequestId> {
  const answer = await askForTime(world, of, wanted);
  if (answer.outcome === 'refused') throw new Error(`refused: ${answer.refusal.code}`);
  return answer.request.id;
}

/** An extension of prod edit that bob has approved. */
export async function approvedExtensionOf(
  world: World,
  of: RequestId,
  wanted: Parameters<typeof askForTime>[2] = {},
): Promise<RequestId> {
  const id = await extensionOf(world, of, wanted);
  const answer = await approve(world.ports(), { id, approver: bob.person });
  if (answer.outcome === 'refused') throw new Error(`refused: ${answer.refusal.code}`);
  return id;
}

/** The ends that the labels of our bindings on prod tell. */
export function endsTold(world: World): readonly (string | undefined)[] {
  return world.cluster('prod-eu').bindings.map(({ closesAt }) => closesAt);
}

/** A world half an hour into a window of alice's, and the window's request. */
export async function halfAnHourIn(): Promise<{ world: World; id: RequestId }> {
  const world = new World();
  const id = await openedOnProd(world);
  world.toMinute(30);
  return { world, id };
}

export const refusedWith = (code: string, more: object = {}) => ({
  outcome: 'refused',
  refusal: { code, ...more },
});

/** The example estate in which the rule of the window says something else. */
export const estateWithRule = (changes: Partial<Rule>): Estate => ({
  ...estate,
  rules: estate.rules.map((rule) => (rule.name === 'prod-payments-change' ? { ...rule, ...changes } : rule)),
});
