import type { Json } from '../states/json.ts';

/** What a function threw, or what ended it: `name` is the error's own, or one of Lambda's such as `Lambda.Unknown`. */
export interface InvocationError {
  readonly name: string;
  readonly message: string;
  readonly trace?: readonly string[];
}

/** What came of one invocation. */
export type InvocationResult =
  | { readonly ok: true; readonly payload: Json }
  | { readonly ok: false; readonly error: InvocationError };

/** Calls a function and waits for its answer; never rejects. */
export type Invoke = (functionName: string, payload: Json) => Promise<InvocationResult>;

/** A function's error as Lambda writes it into the answer's payload. */
export function errorPayload({ name, message, trace }: InvocationError): Json {
  return { errorType: name, errorMessage: message, ...(trace === undefined ? {} : { trace }) };
}

export function failure(name: string, message: string): InvocationResult {
  return { ok: false, error: { name, message } };
}
