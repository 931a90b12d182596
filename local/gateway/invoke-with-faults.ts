import { failure, type Invoke } from '../lambda/invocation.ts';
import type { FaultBox } from './faults.ts';

/** Invokes functions, save where a fault has been armed for the invocation itself. */
export function invokeWithFaults(invoke: Invoke, faults: FaultBox): Invoke {
  return async (name, payload) => {
    const fault = faults.takeInvocation(name);
    if (fault === undefined) return invoke(name, payload);
    if (fault.when === 'after') await invoke(name, payload);
    const { error } = fault;
    return failure(error === 'timeout' ? 'Sandbox.Timedout' : String(error), 'fault');
  };
}
