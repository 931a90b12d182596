import * as z from 'zod';

// What our functions and `cluster-calls` say to each other. Objects are open: during a deployment one of them can be
// newer than the other.

const rbac = '/apis/rbac\\.authorization\\.k8s\\.io/v1';
const name = '[A-Za-z0-9.:%_-]+';
const bindings = `${rbac}/(?:namespaces/${name}/)?(?:cluster)?rolebindings`;

/** All that the adapters ever call: nothing else is carried. */
const carried: readonly (readonly [string, RegExp])[] = [
  ['GET', new RegExp(`^${bindings}(?:\\?.*)?$`)],
  ['POST', new RegExp(`^${bindings}$`)],
  ['GET', new RegExp(`^${bindings}/${name}$`)],
  ['PATCH', new RegExp(`^${bindings}/${name}$`)],
  ['DELETE', new RegExp(`^${bindings}/${name}$`)],
  ['GET', new RegExp(`^${rbac}/clusterroles/${name}$`)],
  ['GET', new RegExp(`^/api/v1/namespaces/${name}$`)],
  ['POST', /^\/apis\/authorization\.k8s\.io\/v1\/subjectaccessreviews$/],
];

const call = z
  .object({
    /** Of the API server. */
    endpoint: z.url({ protocol: /^https$/ }),
    /** The authority that signs its certificate, PEM. */
    caPem: z.string().min(1),
    method: z.enum(['GET', 'POST', 'PATCH', 'DELETE']),
    /** Path with query. */
    path: z.string().max(2048),
    headers: z.record(z.string(), z.string()),
    body: z.string().optional(),
  })
  .refine(({ method, path }) => carried.some(([verb, form]) => verb === method && form.test(path)), {
    path: ['path'],
    error: 'the adapters make no such call',
  });

const answer = z.discriminatedUnion('answered', [
  z.object({
    answered: z.literal(true),
    status: z.number().int(),
    contentType: z.string(),
    body: z.string(),
  }),
  /** No API server answered; the code says why, as Node has it. */
  z.object({ answered: z.literal(false), code: z.string() }),
]);

/** One call to an API server, with the token of the broker that makes it. */
export type ClusterCall = z.infer<typeof call>;
export type ClusterCallAnswer = z.infer<typeof answer>;

/** @throws ZodError when the event is not a call of the adapters' */
export function parseClusterCall(event: unknown): ClusterCall {
  return call.parse(event);
}

/** @throws ZodError @throws SyntaxError when the payload is not the function's answer */
export function parseClusterCallAnswer(payload: Uint8Array): ClusterCallAnswer {
  return answer.parse(JSON.parse(new TextDecoder().decode(payload)));
}
