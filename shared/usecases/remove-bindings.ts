import type { Binding, Request, Window } from '../domain/request.ts';
import type { Bindings } from './cluster-ports.ts';

/**
 * Removes every binding of the window and answers those that were there. A binding whose uid never reached the
 * record (its creator died in between) is found by its name and our label.
 */
export async function removeBindings(
  bindings: Pick<Bindings, 'findUid' | 'remove'>,
  request: Request,
  window: Window,
): Promise<readonly Required<Binding>[]> {
  const removed: Required<Binding>[] = [];
  for (const { namespace, name, uid: recorded } of window.bindings) {
    const standing = await bindings.findUid(request.target, { namespace, name }, request.id);
    for (const uid of new Set([recorded, standing])) {
      if (uid === undefined) continue;
      await bindings.remove(request.target, { namespace, name, uid });
    }
    if (standing !== undefined) removed.push({ namespace, name, uid: standing });
  }
  return removed;
}
