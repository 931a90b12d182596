import type { Caller } from '../domain/caller.ts';
import { sameScope } from '../domain/scope.ts';
import {
  type AskForBreakGlass,
  type BreakGlassAnswer,
  type BreakGlassPorts,
  breakGlass,
} from './break-glass.ts';
import { type RecogniseCallerPorts, recogniseCaller } from './recognise-caller.ts';

export type BreakGlassAsCallerPorts = BreakGlassPorts & RecogniseCallerPorts;

/** A break-glass of whoever calls with AWS credentials: the same rules and pages as in Slack, whether Slack answers or not. */
export async function breakGlassAsCaller(
  ports: BreakGlassAsCallerPorts,
  caller: Caller,
  ask: Omit<AskForBreakGlass, 'requester' | 'session'>,
): Promise<BreakGlassAnswer> {
  const recognised = await recogniseCaller(ports, caller);
  if (recognised.outcome === 'refused') return recognised;
  const answer = await breakGlass(ports, { ...ask, requester: recognised.identity, session: caller.arn });
  if (answer.outcome === 'refused') return answer;
  const { scope, reason } = answer.request;
  return sameScope(scope, ask.scope) && reason === ask.reason
    ? answer
    : { outcome: 'refused', refusal: { code: 'key-used', id: ask.id } };
}
