import { type Message, sentence } from './blocks.ts';
import { code, escapedWithin } from './text.ts';

/** What the channel of a rule reads where its weekly drill did not even start. */
export function drillNotStarted(rule: string, why: string): Message {
  return sentence(
    `:x: *Drill failed.* The weekly drill of ${code(rule)} could not start: ${escapedWithin(why, 2000)} Have this mended, then type ${code('/k8s-break-glass drill')}.`,
  );
}
