import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import type { ApiCall, CallsOf } from '../../domain/api-call.ts';
import { instantFrom } from '../../domain/instant.ts';

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#LambdaFunctionExample
const subscription = z.object({ awslogs: z.object({ data: z.base64() }) });
const batch = z.object({
  messageType: z.string(),
  logGroup: z.string(),
  logEvents: z.array(z.object({ message: z.string() })),
});

// https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
const logGroup = /^\/aws\/eks\/([^/]+)\/cluster$/;

const moment = z
  .string()
  .transform((text) => Date.parse(text))
  .refine(Number.isFinite)
  .transform(instantFrom);

// https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/
const entry = z.object({
  auditID: z.string(),
  stage: z.enum(['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic']),
  requestURI: z.string(),
  verb: z.string(),
  user: z.object({ username: z.string() }),
  objectRef: z
    .object({
      resource: z.string().default(''),
      subresource: z.string().optional(),
      namespace: z.string().default(''),
      name: z.string().default(''),
    })
    .optional(),
  responseStatus: z.object({ code: z.number().optional() }).optional(),
  requestReceivedTimestamp: moment,
  stageTimestamp: moment,
  annotations: z.record(z.string(), z.string()).default({}),
});

/** What a delivery of a cluster's log comes to. */
export interface LogRead {
  readonly calls: readonly CallsOf[];
  /** Lines that are no entries of an audit log. */
  readonly unread: number;
}

/** What more than a delivery can be, unpacked, in bytes. CloudWatch packs up to 1 MB, which Lambda takes up to 6 MB of. */
const mostUnpacked = 64 * 1024 * 1024;

/**
 * The calls that one delivery of CloudWatch Logs tells of, by who called; nothing where it only tries the subscription out,
 * or is no cluster's. @throws ZodError where it is no delivery @throws Error of zlib where it is damaged
 */
export function readLogDelivery(event: unknown): LogRead {
  const { awslogs } = subscription.parse(event);
  const unpacked = gunzipSync(Buffer.from(awslogs.data, 'base64'), { maxOutputLength: mostUnpacked });
  const delivery = batch.parse(JSON.parse(unpacked.toString('utf8')));
  const cluster = logGroup.exec(delivery.logGroup)?.[1];
  if (delivery.messageType !== 'DATA_MESSAGE' || cluster === undefined) return { calls: [], unread: 0 };
  const read = delivery.logEvents.map(({ message }) => callIn(message));
  const byName = Map.groupBy(
    read.filter((one) => one !== undefined),
    ({ username }) => username,
  );
  return {
    calls: [...byName].map(([username, told]) => ({
      cluster,
      username,
      calls: told.map(({ call }) => call),
    })),
    unread: read.filter((one) => one === undefined).length,
  };
}

function callIn(message: string): { readonly username: string; readonly call: ApiCall } | undefined {
  const parsed = entry.safeParse(valueIn(message));
  if (!parsed.success) return undefined;
  const { auditID: id, user, verb, objectRef, requestURI, stage, annotations, ...told } = parsed.data;
  const { resource = '', subresource, namespace = '', name = '' } = objectRef ?? {};
  const path = requestURI.split('?', 1)[0] ?? '';
  return {
    username: user.username,
    call: {
      ...{ id, at: told.requestReceivedTimestamp, verb, namespace, name },
      resource: resource === '' ? path : [resource, ...(subresource ? [subresource] : [])].join('/'),
      // A call that admission refused was allowed by the authorizer, and did nothing.
      allowed: annotations['authorization.k8s.io/decision'] !== 'forbid' && told.responseStatus?.code !== 403,
      ...(stage === 'ResponseComplete' || stage === 'Panic' ? { endedAt: told.stageTimestamp } : {}),
    },
  };
}

function valueIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
