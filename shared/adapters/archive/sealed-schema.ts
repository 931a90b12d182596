import * as z from 'zod';
import { parsed } from '../../config/parsed.ts';
import { parseDay } from '../../domain/day.ts';
import { parseInstant } from '../../domain/instant.ts';
import type { Sealed } from '../../domain/seal.ts';
import { DamagedFileError } from '../../usecases/errors.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();

const schema: z.ZodType<Sealed> = z.strictObject({
  manifest: z.strictObject({
    version: z.literal(1),
    day: parsed(parseDay),
    root: hash,
    previousRoot: hash.exactOptional(),
    chains: count,
    events: count,
    sealedAt: parsed(parseInstant),
    key: z.string().refine((text) => text.isWellFormed()),
  }),
  signature: z.base64(),
});

/** Reads the seal of a day. @throws DamagedFileError */
export function parseSealed(text: string, name: string): Sealed {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new DamagedFileError(name, { cause });
  }
}
