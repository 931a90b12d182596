import type { Caller } from '../domain/caller.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Reason } from '../domain/reason.ts';
import { type DenyAnswer, type DenyPorts, deny } from './deny.ts';
import { type RecogniseCallerPorts, recogniseDecider } from './recognise-caller.ts';

export type DenyAsCallerPorts = DenyPorts & RecogniseCallerPorts;

/** Denies for whoever calls with AWS credentials, judged as a click is. */
export async function denyAsCaller(
  ports: DenyAsCallerPorts,
  caller: Caller,
  { id, why }: { readonly id: RequestId; readonly why: Reason },
): Promise<DenyAnswer> {
  const decider = await recogniseDecider(ports, caller);
  return decider.outcome === 'refused'
    ? decider
    : deny(ports, { id, why, approver: decider.identity.person, session: caller.arn });
}
