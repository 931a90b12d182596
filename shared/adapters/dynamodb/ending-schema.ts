import * as z from 'zod';
import type { UsergroupHandle } from '../../domain/person.ts';
import type { IdentityRefusal } from '../../domain/refusal.ts';
import { instant } from './record-parts.ts';

// What a record says of why access ended, or would.

export const requesters = z.object({
  usergroups: z.array(z.string().transform((handle) => handle as UsergroupHandle)),
  people: z.array(z.string()),
});

export const failing = z.object({ since: instant, why: z.string(), pagedAt: instant.exactOptional() });

export const loss = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('account'),
    code: z.string().transform((code) => code as IdentityRefusal['code']),
  }),
  z.object({ kind: z.literal('changed') }),
  z.object({ kind: z.literal('requirement'), rule: z.string() }),
]);

export const drift = z.discriminatedUnion('of', [
  z.object({
    of: z.literal('binding'),
    where: z.string(),
    problem: z.enum(['missing', 'subjects', 'role', 'labels']),
  }),
  z.object({
    of: z.literal('entry'),
    where: z.string(),
    problem: z.enum(['missing', 'tag', 'username', 'groups']),
  }),
  z.object({
    of: z.literal('policy'),
    where: z.string(),
    problem: z.enum(['missing', 'namespaces']),
  }),
]);
