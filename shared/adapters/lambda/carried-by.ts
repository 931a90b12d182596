import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { HttpLibrary, RequestContext } from '@kubernetes/client-node';
import { wrapHttpLibrary } from '@kubernetes/client-node/dist/gen/http/http.js';
import type { ClusterAddress } from '../eks/describe-cluster.ts';
import { answerFor } from '../kubernetes/client-answer.ts';
import { requestHandler } from '../sts/request-handler.ts';
import { type ClusterCall, parseClusterCallAnswer } from './cluster-call.ts';

/** The function failed instead of answering, or no API server answered it; `code` tells which. */
class CallNotCarriedError extends Error {
  override readonly name = 'CallNotCarriedError';
  readonly code: string;

  constructor(code: string) {
    super(`the call was not carried: ${code}`);
    this.code = code;
  }
}

/**
 * Sends what the Kubernetes client would send through a function in the cluster's network. Tried once: whether a call
 * that was not answered arrived is not known.
 * @param functionArn in the function's own account and region
 * @param patience milliseconds
 */
export function carriedBy(functionArn: string, server: ClusterAddress, patience: number): HttpLibrary {
  const region = functionArn.split(':')[3] ?? '';
  const client = new LambdaClient({ region, maxAttempts: 1, requestHandler });
  return wrapHttpLibrary({
    send: async (request) => {
      const Payload = JSON.stringify(callOf(request, server));
      const { FunctionError, Payload: payload } = await client.send(
        new InvokeCommand({ FunctionName: functionArn, Payload }),
        { abortSignal: AbortSignal.timeout(patience) },
      );
      if (FunctionError !== undefined || payload === undefined) throw new CallNotCarriedError(functionArn);
      const answer = parseClusterCallAnswer(payload);
      if (!answer.answered) throw new CallNotCarriedError(answer.code);
      return answerFor(answer);
    },
  });
}

function callOf(request: RequestContext, { endpoint, caPem }: ClusterAddress): ClusterCall {
  const body = request.getBody();
  return {
    ...{ endpoint, caPem },
    method: request.getHttpMethod() as ClusterCall['method'],
    path: request.getUrl().slice(endpoint.length),
    headers: request.getHeaders(),
    ...(body !== undefined && { body: String(body) }),
  };
}
