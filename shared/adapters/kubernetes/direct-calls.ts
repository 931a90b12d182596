import type { HttpLibrary } from '@kubernetes/client-node';
import { wrapHttpLibrary } from '@kubernetes/client-node/dist/gen/http/http.js';
import { answerFor } from './client-answer.ts';
import type { Connection } from './cluster-connections.ts';
import { callOverHttps } from './https-call.ts';

/** Sends what the Kubernetes client would send over our own connections. @param patience milliseconds a call */
export function overHttps({ agent }: Pick<Connection, 'agent'>, patience: number): HttpLibrary {
  return wrapHttpLibrary({
    send: async (request) => {
      const body = request.getBody();
      const call = {
        url: request.getUrl(),
        method: request.getHttpMethod(),
        headers: request.getHeaders(),
        ...(body !== undefined && { body: String(body) }),
      };
      return answerFor(await callOverHttps(call, agent, AbortSignal.timeout(patience)));
    },
  });
}
