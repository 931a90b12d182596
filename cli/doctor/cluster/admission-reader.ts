import { ObjectAdmissionregistrationV1Api as AdmissionApi } from '@kubernetes/client-node/dist/gen/types/ObjectParamAPI.js';
import type { AdmissionObject } from '../../../infra/cluster/admission/admission-object.ts';
import type { ApiAnswer } from '../../../shared/adapters/kubernetes/api-answer.ts';
import { openApi } from '../../../shared/adapters/kubernetes/cluster-api.ts';
import type { ClusterConnections } from '../../../shared/adapters/kubernetes/cluster-connections.ts';
import { type Call, refusedCall } from '../../../shared/adapters/kubernetes/failure.ts';
import type { BrokerSessions } from '../../../shared/adapters/sts/broker-sessions.ts';
import type { Target } from '../../../shared/domain/request.ts';

/** An admission policy or its binding, as it stands in a cluster. */
export interface StandingAdmission {
  readonly spec?: object;
}

/** What stands in a cluster under the kind and the name of one that is shipped; nothing if there is none. */
export type ReadAdmission = (shipped: AdmissionObject) => Promise<StandingAdmission | undefined>;

/** Reads them as the witness. The functions never do, so they do not bundle this API. @throws DependencyError */
export function admissionReader(
  sessions: BrokerSessions,
  connections: ClusterConnections,
  target: Target,
): ReadAdmission {
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
