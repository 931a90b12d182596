import { type ApproverSource, sourceInWords } from './approver-source.ts';
import { inShort } from './rule-words.ts';

/** Names in quotes, such as `a`, `b`, 3 more. */
export function list(items: readonly string[]): string {
  return items.length === 0 ? 'nothing' : inShort(items.map((item) => `\`${item}\``));
}

/** Such as `@payments-leads or bob@example.com`. */
export function mentions(sources: readonly ApproverSource[]): string {
  return sources.length === 0 ? 'nobody' : sources.map(sourceInWords).join(' or ');
}
