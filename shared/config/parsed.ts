import * as z from 'zod';
import type { Parsed } from '../domain/brand.ts';

/**
 * A text that one of the domain's parsers reads; the parser's sentence becomes zod's error.
 * @param form for editors alone, which know no parsers
 */
export function parsed<Value>(parse: (text: string) => Parsed<Value>, form = z.string()) {
  return form.transform((input, context): Value => {
    const result = parse(input);
    if (result.ok) return result.value;
    context.addIssue(result.problem);
    return z.NEVER;
  });
}
