import type { Configuration, HttpLibrary, Middleware, RequestContext } from '@kubernetes/client-node';
import { createConfiguration } from '@kubernetes/client-node/dist/gen/configuration.js';
import { ServerConfiguration } from '@kubernetes/client-node/dist/gen/servers.js';
import {
  ObjectAuthorizationV1Api as AuthorizationV1Api,
  ObjectCoreV1Api as CoreV1Api,
  ObjectRbacAuthorizationV1Api as RbacAuthorizationV1Api,
} from '@kubernetes/client-node/dist/gen/types/ObjectParamAPI.js';
import { PatchStrategy } from '@kubernetes/client-node/dist/patch.js';
import { describeCluster } from '../eks/describe-cluster.ts';
import { carriedBy } from '../lambda/carried-by.ts';
import type { BrokerSessions } from '../sts/broker-sessions.ts';
import { type ApiAnswer, refusalOf } from './api-answer.ts';
import type { ClusterConnections, Connection } from './cluster-connections.ts';
import { overHttps } from './direct-calls.ts';
import { type Call, unansweredCall } from './failure.ts';

/** The parts of the Kubernetes API that the broker uses. */
export interface Apis {
  readonly rbac: RbacAuthorizationV1Api;
  readonly authorization: AuthorizationV1Api;
  readonly core: CoreV1Api;
}

/**
 * Makes one call to the target's API server as the named broker, and answers what it said.
 * @throws DependencyError when it said nothing
 */
export type ApiCaller<Of> = <Value>(
  call: Call,
  send: (apis: Of) => Promise<Value>,
) => Promise<ApiAnswer<Value>>;

export type ClusterApi = ApiCaller<Apis>;

// Generous for one object, and short beside an invocation's minutes.
const callMs = 10_000;

export function openClusterApi(sessions: BrokerSessions, connections: ClusterConnections): ClusterApi {
  return openApi(sessions, connections, (configuration) => ({
    rbac: new RbacAuthorizationV1Api(configuration),
    authorization: new AuthorizationV1Api(configuration),
    core: new CoreV1Api(configuration),
  }));
}

/** As `openClusterApi`, for other parts of the API. @param apisOf makes them over a connection */
export function openApi<Of>(
  sessions: BrokerSessions,
  connections: ClusterConnections,
  apisOf: (configuration: Configuration) => Of,
): ApiCaller<Of> {
  return async (call, send) => {
    const { target, broker } = call;
    const connection = await connections.connect(target, () => describeCluster(sessions, target));
    const token = await sessions.token(target, broker);
    try {
      return { ok: true, value: await send(apisOf(configurationOf(connection, token, target.via))) };
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal !== undefined) return { ok: false, refusal };
      connections.forget(target);
      throw unansweredCall(call, connection.endpoint, error);
    }
  };
}

function configurationOf(connection: Connection, token: string, via: string | undefined): Configuration {
  return createConfiguration({
    baseServer: new ServerConfiguration(connection.endpoint, {}),
    promiseMiddleware: [carrying(token)],
    httpApi: libraryFor(connection, via),
  });
}

function libraryFor(connection: Connection, via: string | undefined): HttpLibrary {
  return via === undefined ? overHttps(connection, callMs) : carriedBy(via, connection, callMs);
}

function carrying(token: string): Middleware {
  return {
    pre: async (request) => {
      request.setHeaderParam('Authorization', `Bearer ${token}`);
      mergeInsteadOfJsonPatch(request);
      return request;
    },
    post: async (response) => response,
  };
}

// Left to itself the client sends JSON patch, which the broker never does.
function mergeInsteadOfJsonPatch(request: RequestContext): void {
  if (request.getHttpMethod() === 'PATCH') {
    request.setHeaderParam('Content-Type', PatchStrategy.MergePatch);
  }
}
