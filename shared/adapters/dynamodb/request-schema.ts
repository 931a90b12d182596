import * as z from 'zod';
import { parsed } from '../../config/parsed.ts';
import { parseRequestId } from '../../domain/ids.ts';
import { parseReason } from '../../domain/reason.ts';
import type { Request } from '../../domain/request.ts';
import {
  parseClusterName,
  parseExtent,
  parseNamespace,
  parseRoleName,
  wholeCluster,
} from '../../domain/scope.ts';
import { escalated, handOver, reminded, stranded } from './attention-schema.ts';
import { breakGlass } from './break-glass-schema.ts';
import { drift, failing, loss, requesters } from './ending-schema.ts';
import {
  grant,
  head,
  instant,
  messageRef,
  minutes,
  person,
  principal,
  some,
  source,
} from './record-parts.ts';

// The record as it stands in the table. Objects are open: a record written by a newer version stays readable.

const stage = z.object({ approvers: some(source), quorum: z.number().int().positive() });
const approval = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('automatic') }),
  z.object({
    kind: z.literal('stages'),
    stages: some(stage),
    lapseAfter: minutes,
    assurance: z.literal('aws').exactOptional(),
    remindAfter: minutes.exactOptional(),
    escalation: z.object({ after: minutes, to: some(source) }).exactOptional(),
  }),
]);

const scope = z.object({
  cluster: parsed(parseClusterName),
  namespaces: z.union([some(parsed(parseNamespace)), z.tuple([z.literal(wholeCluster)]).readonly()]),
  role: parsed(parseRoleName),
});

const facts = z.object({
  id: parsed(parseRequestId),
  version: z.number().int().positive(),
  head,
  requester: person,
  principal,
  scope,
  target: z.object({
    cluster: parsed(parseClusterName),
    region: z.string(),
    brokers: z.object({
      granter: z.string(),
      revoker: z.string(),
      witness: z.string(),
      externalId: z.string().exactOptional(),
    }),
    grant,
    via: z.string().exactOptional(),
  }),
  duration: minutes,
  reason: parsed(parseReason),
  requestedAt: instant,
  decision: z.object({
    outcome: z.enum(['automatic', 'needs-approval', 'break-glass']),
    rule: z.string(),
    ruleHash: z.string(),
    approval,
    requesters: requesters.exactOptional(),
  }),
  approvals: z.array(
    z.object({
      ...{ approver: z.object({ person, principal }), as: z.array(source), at: instant },
      session: z.string().exactOptional(),
    }),
  ),
  card: messageRef.exactOptional(),
  rulesHash: z.string().exactOptional(),
  standing: z
    .object({ asked: z.number(), allowed: z.number(), through: z.array(z.string()) })
    .exactOptional(),
  extends: parsed(parseRequestId).exactOptional(),
  extending: z.object({ grantedAt: instant, closesAt: instant, longest: minutes }).exactOptional(),
  extension: parsed(parseRequestId).exactOptional(),
  asked: z.object({ scope, duration: minutes, grant }).exactOptional(),
  reminded: reminded.exactOptional(),
  escalated: escalated.exactOptional(),
  stranded: stranded.exactOptional(),
  handOvers: z.array(handOver),
  breakGlass: breakGlass.exactOptional(),
  orphans: z.array(z.string()).exactOptional(),
  lateCalls: z.array(z.string()).exactOptional(),
  failing: failing.exactOptional(),
  figures: z
    .object({ approveToYes: z.number().exactOptional(), endToNo: z.number().exactOptional() })
    .exactOptional(),
});

/** Of a record, what was asked and decided: all that a reader needs who does not carry it on. */
export const askedSchema = facts
  .pick({ id: true, scope: true, duration: true, reason: true, requestedAt: true, decision: true })
  .extend({ requester: person.pick({ email: true }) });

/** Of a record that is not over, what a sweep needs to find its way. */
export const openRequestSchema = facts.pick({
  ...{ id: true, requester: true, principal: true, target: true, decision: true },
});

const binding = z.object({
  namespace: parsed(parseExtent),
  name: z.string(),
  uid: z.string().exactOptional(),
});
const window = z.object({
  grantedAt: instant,
  closesAt: instant,
  username: z.string(),
  groups: z.array(z.string()),
  entry: z.object({ arn: z.string(), ours: z.boolean() }).exactOptional(),
  bindings: z.array(binding),
});
const abandoned = z.object({
  at: instant,
  why: z.enum([
    'not-paged',
    'too-late',
    'rules-changed',
    'role-missing',
    'namespace-missing',
    'entry-not-usable',
    'username-not-fenced',
    'entry-for-nodes',
    'entry-changed',
    'entry-limit',
    'principal-refused',
    'policy-taken',
    'policy-for-others',
    'no-access-entries',
    'name-taken',
    'no-evidence',
    'cluster-failing',
    'window-over',
    'binding-gone',
    'not-extended',
  ]),
});
const ownCause = z.enum(['expired', 'released']);
const identityLoss = { cause: z.literal('deactivated'), loss, lostAt: instant };
const changedInCluster = { cause: z.literal('drift'), found: some(drift) };
const revocation = { cause: z.literal('revoked'), by: person, why: parsed(parseReason) };
const evidence = z.object({
  namespace: parsed(parseExtent),
  asked: z.string(),
  allowed: z.boolean(),
  reason: z.string(),
});

const closing = z.object({
  status: z.literal('closing'),
  window,
  since: instant,
  settlesAt: instant.exactOptional(),
});
const ended = z.object({
  status: z.literal('ended'),
  window,
  endedAt: instant,
  evidence: z.array(evidence),
});

const status = z.discriminatedUnion('status', [
  z.object({ status: z.literal('pending'), lapsesAt: instant }),
  z.object({
    status: z.literal('approved'),
    approvedAt: instant,
    openBy: instant,
    window: window.exactOptional(),
    abandoned: abandoned.exactOptional(),
  }),
  z.object({ status: z.literal('active'), window, activeAt: instant }),
  z.discriminatedUnion('cause', [
    closing.extend({ cause: ownCause }),
    closing.extend(identityLoss),
    closing.extend(changedInCluster),
    closing.extend(revocation),
  ]),
  z.discriminatedUnion('cause', [
    ended.extend({ cause: ownCause }),
    ended.extend(identityLoss),
    ended.extend(changedInCluster),
    ended.extend(revocation),
  ]),
  z.object({ status: z.literal('denied'), by: person, why: parsed(parseReason), at: instant }),
  z.object({ status: z.literal('applied'), at: instant, closesAt: instant }),
  z.object({
    status: z.literal('lapsed'),
    at: instant,
    windowOver: z.literal(true).exactOptional(),
    loss: loss.exactOptional(),
  }),
  z.object({ status: z.literal('withdrawn'), at: instant }),
  z.object({ status: z.literal('failed'), at: instant, abandoned }),
]);

/** Reads a record out of the table; whatever does not fit is an error of ours, never a default. */
export const requestSchema: z.ZodType<Request> = z.intersection(facts, status);
