import * as z from 'zod';
import { parsed } from '../../config/parsed.ts';
import { parseInstant } from '../../domain/instant.ts';
import type { DueDrill } from '../../usecases/drill-ports.ts';

const dueDrill = z
  .object({ version: z.literal(1), drill: z.string(), at: parsed(parseInstant) })
  .transform(({ drill, at }): DueDrill => ({ rule: drill, at }));

/** The drill that a schedule says is due; nothing where the event is of something else. */
export function parseDueDrill(event: unknown): DueDrill | undefined {
  return dueDrill.safeParse(event).data;
}
