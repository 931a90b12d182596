import { z } from 'zod';
import type { Parsed } from '../domain/brand.ts';

/** A text that one of the domain's parsers reads; the parser's sentence becomes zod's error. */
export function parsed<Value>(parse: (text: string) => Parsed<Value>) {
  return z.string().transform((input, context): Value => {
    const result = parse(input);
    if (result.ok) return result.value;
    context.addIssue(result.problem);
    return z.NEVER;
  });
}
