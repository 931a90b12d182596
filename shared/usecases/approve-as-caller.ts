import type { Caller } from '../domain/caller.ts';
import type { RequestId } from '../domain/ids.ts';
import { type ApproveAnswer, type ApprovePorts, approve } from './approve.ts';
import { type RecogniseCallerPorts, recogniseDecider } from './recognise-caller.ts';

export type ApproveAsCallerPorts = ApprovePorts & RecogniseCallerPorts;

/** Approves for whoever calls with AWS credentials, judged as a click is; their session goes into the record. */
export async function approveAsCaller(
  ports: ApproveAsCallerPorts,
  caller: Caller,
  id: RequestId,
): Promise<ApproveAnswer> {
  const decider = await recogniseDecider(ports, caller);
  return decider.outcome === 'refused'
    ? decider
    : approve(ports, { id, approver: decider.identity.person, session: caller.arn });
}
