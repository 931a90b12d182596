import * as z from 'zod';
import type { User } from '../authn/user.ts';
import { type Call, created, type Reply } from '../call.ts';
import { type Fields, withoutNulls } from '../object.ts';
import type { Attributes } from '../rbac/match.ts';
import { apiVersionOf } from '../resources.ts';
import { badRequest, invalid } from '../status.ts';
import { required } from '../strategies/metadata.ts';

const text = z.string().default('');

const attributesFields = {
  resourceAttributes: z
    .looseObject({
      namespace: text,
      verb: text,
      group: text,
      resource: text,
      subresource: text,
      name: text,
    })
    .exactOptional(),
  nonResourceAttributes: z.looseObject({ path: text, verb: text }).exactOptional(),
};

const selfSpec = z.looseObject(attributesFields);

const subjectSpec = z.looseObject({
  ...attributesFields,
  user: text,
  uid: text,
  groups: z.array(z.string()).default([]),
  extra: z.record(z.string(), z.array(z.string())).default({}),
});

const body = <Spec extends z.ZodType>(spec: Spec) => z.looseObject({ spec });

/** POST of a SelfSubjectAccessReview: may I? */
export function reviewSelf(call: Call): Reply {
  const { spec } = parse(call, body(selfSpec));
  return answer(call, decide(call, call.user, attributesOf(call, spec)));
}

/** POST of a SubjectAccessReview: may they? The groups are taken as given, none is added. */
export function reviewSubject(call: Call): Reply {
  const { spec } = parse(call, body(subjectSpec));
  return answer(call, decide(call, subjectOf(call, spec), attributesOf(call, spec)));
}

/** POST of a LocalSubjectAccessReview: may they, in this namespace? */
export function reviewLocalSubject(call: Call): Reply {
  const { spec } = parse(call, body(subjectSpec));
  const namespace = spec.resourceAttributes?.namespace ?? '';
  if (namespace !== call.info.namespace) {
    throw badRequest(`spec.resourceAttributes.namespace must match namespace: ${call.info.namespace}`);
  }
  return answer(call, decide(call, subjectOf(call, spec), attributesOf(call, spec)));
}

/** POST of a SelfSubjectRulesReview: what may I in this namespace? */
export function reviewRules(call: Call): Reply {
  const { spec } = parse(call, body(z.looseObject({ namespace: text })));
  if (spec.namespace === '') throw badRequest('no namespace on request');
  const { rules, errors } = call.cluster.authorizer.holdings(call.user, spec.namespace);
  return answer(call, {
    resourceRules: rules.filter((rule) => rule.resources !== undefined),
    nonResourceRules: rules.filter((rule) => rule.nonResourceURLs !== undefined),
    incomplete: errors.length > 0,
    ...(errors.length === 0 ? {} : { evaluationError: errors.join(', ') }),
  });
}

/** POST of a SelfSubjectReview: who am I? */
export function reviewIdentity(call: Call): Reply {
  const { username, uid, groups, extra } = call.user;
  const userInfo = { username, ...(uid === '' ? {} : { uid }), groups, extra };
  return answer(call, { userInfo });
}

function parse<Body extends z.ZodType>({ body: sent, resource }: Call, schema: Body): z.infer<Body> {
  const parsed = schema.safeParse(withoutNulls(sent));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw badRequest(`${resource.kind} cannot be read: ${where}: ${parsed.error.issues[0]?.message}`);
}

function subjectOf({ resource }: Call, spec: z.infer<typeof subjectSpec>): User {
  if (spec.user === '' && spec.groups.length === 0) {
    throw invalid(resource, '', [required('spec.user', 'at least one of user or group must be specified')]);
  }
  return { username: spec.user, uid: spec.uid, groups: spec.groups, extra: spec.extra };
}

function attributesOf({ resource }: Call, spec: z.infer<typeof selfSpec>): Attributes {
  const { resourceAttributes: onResource, nonResourceAttributes: onPath } = spec;
  if (onResource !== undefined && onPath === undefined) return { ...onResource, isResource: true };
  if (onPath !== undefined && onResource === undefined) return { ...onPath, isResource: false };
  const why = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
  throw invalid(resource, '', [required('spec.resourceAttributes', why)]);
}

function decide({ cluster }: Call, user: User, attributes: Attributes): Fields {
  const { allowed, reason } = cluster.authorizer.authorize(user, attributes);
  return { allowed, ...(reason === '' ? {} : { reason }) };
}

function answer({ resource, body: sent }: Call, status: Fields): Reply {
  const { spec } = z.looseObject({ spec: z.unknown().optional() }).parse(sent);
  const head = { kind: resource.kind, apiVersion: apiVersionOf(resource), metadata: {} };
  return created({ ...head, ...(spec === undefined ? {} : { spec }), status });
}
