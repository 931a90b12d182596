import { ApiException } from '@kubernetes/client-node/dist/gen/apis/exception.js';
import * as z from 'zod';

/** What an API server answered to a call: the value, or its refusal, which the caller may know what to make of. */
export type ApiAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: ApiRefusal };

/** A `Status` of kind Failure, as far as it is looked at. Source: Kubernetes API conventions. */
export interface ApiRefusal {
  /** The HTTP status. */
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  /** The resource, in the plural, that the refusal is about; with NotFound, which one is missing. */
  readonly kind: string;
  readonly exception: ApiException<unknown>;
}

const status = z.object({
  reason: z.string().default(''),
  message: z.string().default(''),
  details: z.object({ kind: z.string().default('') }).prefault({}),
});

/** The refusal in what the client threw; nothing where no API server answered. */
export function refusalOf(error: unknown): ApiRefusal | undefined {
  if (!(error instanceof ApiException)) return undefined;
  const parsed = status.safeParse(parseJson(error.body));
  const { reason, message, details } = parsed.success ? parsed.data : status.parse({});
  return { code: error.code, reason, message, ...details, exception: error };
}

// The client leaves the body of a refusal as text, and drops that of a 401. A proxy's need not be JSON.
function parseJson(body: unknown): unknown {
  if (typeof body !== 'string') return {};
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}
