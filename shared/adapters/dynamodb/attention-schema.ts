import * as z from 'zod';
import { parsed } from '../../config/parsed.ts';
import { parseReason } from '../../domain/reason.ts';
import { instant, person, some, source } from './record-parts.ts';

// What was done while a request waited, as it stands in its record.

export const reminded = z.discriminatedUnion('where', [
  z.object({ where: z.literal('direct-messages'), people: z.array(z.string()) }),
  z.object({ where: z.literal('thread'), sources: z.array(source) }),
]);

const shortage = z.object({
  approvers: some(source),
  gone: z.array(source),
  lacking: z.number().int().positive(),
});

export const escalated = z.object({
  at: instant,
  to: some(source),
  why: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('unanswered') }),
    z.object({ kind: z.literal('shortage'), shortages: some(shortage) }),
  ]),
});

export const stranded = z.object({ at: instant, shortages: some(shortage) });

export const handOver = z.object({
  at: instant,
  from: person,
  to: person,
  note: parsed(parseReason).exactOptional(),
});
