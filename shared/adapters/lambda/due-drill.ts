import * as z from 'zod';
import { instantFrom } from '../../domain/instant.ts';
import type { DueDrill } from '../../usecases/drill-ports.ts';

const dueDrill = z
  .object({
    version: z.literal(1),
    drill: z.string(),
    // EventBridge tells times in whole seconds: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
    at: z.iso.datetime().transform((text) => instantFrom(Date.parse(text))),
  })
  .transform(({ drill, at }): DueDrill => ({ rule: drill, at }));

/**
 * The drill that a schedule says is due; nothing where the event is of something else.
 * @throws ZodError where it names a drill in another form, so that it is kept with what could not be delivered
 */
export function parseDueDrill(event: unknown): DueDrill | undefined {
  const isOfDrill = typeof event === 'object' && event !== null && 'drill' in event;
  return isOfDrill ? dueDrill.parse(event) : undefined;
}
