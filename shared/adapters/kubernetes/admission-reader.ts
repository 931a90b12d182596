import { ObjectAdmissionregistrationV1Api as AdmissionApi } from '@kubernetes/client-node/dist/gen/types/ObjectParamAPI.js';
import type { Target } from '../../domain/request.ts';
import type { BrokerSessions } from '../sts/broker-sessions.ts';
import type { ApiAnswer } from './api-answer.ts';
import { openApi } from './cluster-api.ts';
import type { ClusterConnections } from './cluster-connections.ts';
import { type Call, refusedCall } from './failure.ts';

/** An admission policy or its binding, as it stands in a cluster. */
export interface StandingAdmission {
  readonly spec?: object;
}

/** Which of them is meant. */
export interface NamedAdmission {
  readonly kind: 'ValidatingAdmissionPolicy' | 'ValidatingAdmissionPolicyBinding';
  readonly metadata: { readonly name: string };
}

/** Reads them as the witness. The functions never do, so they do not bundle this API. @throws DependencyError */
export function admissionReader(
  sessions: BrokerSessions,
  connections: ClusterConnections,
  target: Target,
): (named: NamedAdmission) => Promise<StandingAdmission | undefined> {
  const api = openApi(sessions, connections, (configuration) => new AdmissionApi(configuration));
  return async ({ kind, metadata: { name } }) => {
    const call = { target, broker: 'witness', what: `show ${kind} ${name}` } as const;
    const answer = await api<StandingAdmission>(call, async (admission) =>
      kind === 'ValidatingAdmissionPolicy'
        ? admission.readValidatingAdmissionPolicy({ name })
        : admission.readValidatingAdmissionPolicyBinding({ name }),
    );
    return foundIn(call, answer);
  };
}

function foundIn<Value>(call: Call, answer: ApiAnswer<Value>): Value | undefined {
  if (answer.ok) return answer.value;
  if (answer.refusal.code === 404) return undefined;
  throw refusedCall(call, answer.refusal);
}
