import type { Binding, Request, Window } from '../domain/request.ts';
import type { Bindings } from './cluster-ports.ts';

/**
 * Removes every binding of the window and answers those that were made. A binding whose uid never reached the record
 * (its creator died in between) is found by its name and our label. A namespace that fails does not keep the others
 * from being cleaned.
 * @throws AggregateError of what failed, after every namespace was tried
 */
export async function removeBindings(
  bindings: Pick<Bindings, 'findUid' | 'remove'>,
  request: Request,
  window: Window,
): Promise<readonly Required<Binding>[]> {
  const outcomes = await Promise.allSettled(
    window.bindings.map((binding) => removeBinding(bindings, request, binding)),
  );
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  if (failures.length > 0) {
    throw new AggregateError(failures, `${failures.length} namespaces of ${request.id} could not be cleaned`);
  }
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
}

async function removeBinding(
  bindings: Pick<Bindings, 'findUid' | 'remove'>,
  { id, target }: Request,
  { namespace, name, uid: recorded }: Binding,
): Promise<readonly Required<Binding>[]> {
  const standing = await bindings.findUid(target, { namespace, name }, id);
  const uids = [...new Set([recorded, standing])].filter((uid) => uid !== undefined);
  for (const uid of uids) await bindings.remove(target, { namespace, name, uid });
  // After a retry nothing stands any more, but what the record says was made is what was removed.
  return uids.slice(-1).map((uid) => ({ namespace, name, uid }));
}
