import { breakGlassUsage } from '../../shared/adapters/slack/views/help.ts';
import type { Estate } from '../../shared/domain/estate.ts';
import { type AskTerms, parseTerms } from '../../shared/domain/typed-ask.ts';
import { missingParts, splitScope } from './command.ts';

/** What stands behind `/k8s-break-glass`, once understood; a problem is a sentence that says what to type. */
export type BreakGlassCommand =
  | { readonly kind: 'form' | 'help' | 'drill' }
  | { readonly kind: 'ask'; readonly ask: AskTerms }
  | { readonly kind: 'problem'; readonly sentence: string };

/** Reads the text of a `/k8s-break-glass` command. */
export function parseBreakGlass(text: string, estate: Estate): BreakGlassCommand {
  if (text.trim() === '') return { kind: 'form' };
  const word = text.trim().toLowerCase();
  if (word === 'help' || word === 'drill') return { kind: word };
  const { rest: reason, ...scope } = splitScope(text);
  const typed = { ...scope, reason };
  const missing = missingParts(typed);
  if (missing !== undefined)
    return problem(`The break-glass lacks ${missing}. Write \`${breakGlassUsage}\`.`);
  const parsed = parseTerms(typed, estate);
  return parsed.ok ? { kind: 'ask', ask: parsed.terms } : problem(Object.values(parsed.problems).join('\n'));
}

function problem(sentence: string): BreakGlassCommand {
  return { kind: 'problem', sentence };
}
