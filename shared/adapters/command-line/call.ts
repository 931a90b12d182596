import * as z from 'zod';
import { parsed } from '../../config/parsed.ts';
import { parseRequestId } from '../../domain/ids.ts';
import { parseReason } from '../../domain/reason.ts';

// What the command line asks of the function behind its endpoint. Objects are open: either can be newer than the other.

/** Characters: more than a reason may have, so that a longer one is refused in words. */
const text = z.string().max(4000);
const id = parsed(parseRequestId);

/** Made anew each time someone asks; a call that is repeated with it finds the first one's request. */
export const keyPattern = /^[A-Za-z0-9-]{16,64}$/;

const asking = {
  key: z.string().regex(keyPattern, 'A key has 16 to 64 letters, digits and hyphens.'),
  cluster: text,
  namespaces: z.array(text).max(100),
  role: text,
  reason: text,
};

const callSchema = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('request'), ...asking, duration: text }),
  z.object({ verb: z.literal('break-glass'), ...asking }),
  z.object({ verb: z.literal('list') }),
  z.object({ verb: z.literal('status'), id }),
  z.object({ verb: z.literal('withdraw'), id }),
  z.object({ verb: z.literal('release'), id }),
  z.object({ verb: z.literal('approve'), id }),
  z.object({ verb: z.literal('deny'), id, reason: parsed(parseReason) }),
  z.object({ verb: z.literal('link'), code: text }),
]);

export type Call = z.infer<typeof callSchema>;
export type CallInput = z.input<typeof callSchema>;

export type CallRead =
  | { readonly ok: true; readonly call: Call }
  | { readonly ok: false; readonly problem: string };

/** Reads a call; what cannot be one is answered with a sentence. */
export function readCall(body: string): CallRead {
  let content: unknown;
  try {
    content = JSON.parse(body);
  } catch {
    return { ok: false, problem: 'The call is not JSON. Send it with the k8s-access command line.' };
  }
  const result = callSchema.safeParse(content);
  if (result.success) return { ok: true, call: result.data };
  const problems = result.error.issues.map(({ path, message }) =>
    path.length === 0 || path[0] !== 'key' ? message : `${path.join('.')}: ${message}`,
  );
  return { ok: false, problem: problems.join('\n') };
}
