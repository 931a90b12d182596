import { expect } from 'vitest';
import type { RequestId } from '../../../shared/domain/ids.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { minutesAfterNoon } from '../records.ts';
import { approvedExtensionOf, endsTold, openedOnProd } from './extensions.ts';
import { chainOf, factsOf } from './sights.ts';
import { World } from './world.ts';

/** An open window and an approved extension of it. */
export interface Extending {
  readonly world: World;
  /** Of the request, whose window ends at 13:02. */
  readonly id: RequestId;
  /** Half an hour more, asked for and approved at 12:30 unless said otherwise. */
  readonly extension: RequestId;
}

export const oldEnd = minutesAfterNoon(62);
export const newEnd = minutesAfterNoon(92);
/** Ten minutes before it, when the holder is warned. */
export const warning = minutesAfterNoon(82);

export async function extending(at = minutesAfterNoon(30)): Promise<Extending> {
  const world = new World();
  const id = await openedOnProd(world);
  world.now = at;
  return { world, id, extension: await approvedExtensionOf(world, id) };
}

export const endOf = ({ world, id }: Extending): Instant => world.requestIn(id, 'active').window.closesAt;

/** Exactly what one undisturbed extension leaves, whatever happened on the way. */
export function expectExtended(given: Extending): void {
  const { world, id, extension } = given;
  expect(endOf(given)).toBe(newEnd);
  expect(world.requestIn(extension, 'applied').closesAt).toBe(newEnd);
  expect(endsTold(world)).toEqual([newEnd]);
  expect(factsOf(world, id).slice(-2)).toEqual(['extension-asked', 'extended']);
  expect(factsOf(world, extension)).toEqual(['requested', 'decided', 'approved', 'applied']);
  for (const each of [id, extension]) expect(chainOf(world, each)).toMatchObject({ sound: true });
}

/** The extension came to nothing, and the access ends as it was to end. */
export function expectNotExtended({ world, id, extension }: Extending, why: string): void {
  expect(world.requestIn(extension, 'failed').abandoned.why).toBe(why);
  expect(factsOf(world, id)).not.toContain('extended');
  expect(chainOf(world, extension)).toMatchObject({ sound: true });
}

/** The two functions of the extension's own window machine. */
export const open = ({ world, extension }: Extending) => openWindow(world.ports(), extension);
export const settle = ({ world, extension }: Extending) => closeWindow(world.ports(), extension);
