import * as z from 'zod';

// What the local platform answers, as far as tests read it: docs/local.md.

export const messageSchema = z.object({
  ts: z.string(),
  user: z.string(),
  text: z.string(),
  blocks: z.array(z.unknown()),
  ephemeralTo: z.string().optional(),
  threadTs: z.string().optional(),
});
const binding = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string().optional(), uid: z.string() }),
  roleRef: z.object({ name: z.string() }),
  subjects: z.array(z.object({ kind: z.string(), name: z.string() })).default([]),
});
export const stateSchema = z.object({
  now: z.string(),
  endpoints: z.object({ aws: z.string(), commandLine: z.string() }),
  slack: z.object({
    channels: z.array(z.object({ id: z.string(), name: z.string(), messages: z.array(messageSchema) })),
    homes: z.record(z.string(), z.unknown()),
  }),
  clusters: z.array(
    z.object({
      name: z.string(),
      accessEntries: z.array(
        z.object({ principalArn: z.string(), username: z.string(), tags: z.record(z.string(), z.string()) }),
      ),
      roleBindings: z.array(binding),
      clusterRoleBindings: z.array(binding),
    }),
  ),
  pages: z.array(
    z.object({
      ...{ at: z.string(), channel: z.string(), dedupKey: z.string() },
      ...{ severity: z.string(), summary: z.string(), status: z.string() },
    }),
  ),
  metrics: z.array(
    z.object({ name: z.string(), dimensions: z.record(z.string(), z.string()), sum: z.number() }),
  ),
  executions: z.array(
    z.object({ name: z.string(), machine: z.string(), status: z.string(), state: z.string() }),
  ),
  requests: z.array(z.looseObject({ id: z.string(), status: z.string(), version: z.number() })),
  audit: z.array(
    z.looseObject({
      /** Events of links have none. */
      requestId: z.string().optional(),
      seq: z.number(),
      fact: z.looseObject({ type: z.string() }),
    }),
  ),
});

export const answerSchema = z.object({
  status: z.number(),
  response: z.unknown(),
  messages: z.array(messageSchema),
  view: z.looseObject({ id: z.string() }).optional(),
  errors: z.record(z.string(), z.string()).optional(),
});

export const homeSchema = z.object({ view: z.looseObject({ id: z.string() }) });
