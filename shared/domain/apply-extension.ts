import { isRequester } from './apply-ending.ts';
import type { ChangeOf } from './change.ts';
import { type ExtensionFacts, extendedUntil } from './extension.ts';
import { type In, move, type Outcome } from './outcome.ts';

/** Notes that the holder of an open window asks for more time, so that a second one is known to be too many. */
export function askExtension(
  request: In<'active'>,
  { at, actor, extension, duration }: ChangeOf<'ask-extension'>,
): Outcome | undefined {
  if (at >= request.window.closesAt || !isRequester(request, actor)) return undefined;
  return {
    request: { ...request, extension },
    fact: { type: 'extension-asked', extension, duration },
  };
}

/** Moves the end of an open window, once for each extension: afterwards the end that it counts from is another. */
export function extend(request: In<'active'>, { at, by, from, to }: ChangeOf<'extend'>): Outcome | undefined {
  const { window, extension } = request;
  if (extension !== by || window.closesAt !== from || at >= from || to <= from) return undefined;
  return {
    request: { ...request, window: { ...window, closesAt: to } },
    fact: { type: 'extended', by, from, to },
  };
}

/** Settles an approved extension, in the same transaction that moves the end of the window. */
export function apply(
  extension: In<'approved'> & ExtensionFacts,
  { at }: ChangeOf<'apply'>,
): Outcome | undefined {
  if (at >= extension.openBy) return undefined;
  const closesAt = extendedUntil(extension);
  return move(extension, { status: 'applied', at, closesAt }, { type: 'applied', closesAt });
}
