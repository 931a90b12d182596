import { ResponseContext } from '@kubernetes/client-node/dist/gen/http/http.js';
import type { HttpsAnswer } from './https-call.ts';

/** An API server's answer in the form that the Kubernetes client reads. */
export function answerFor({ status, contentType, body }: HttpsAnswer): ResponseContext {
  const bytes = Buffer.from(body);
  return new ResponseContext(
    status,
    { 'content-type': contentType },
    { text: async () => body, binary: async () => bytes, stream: () => null },
  );
}
