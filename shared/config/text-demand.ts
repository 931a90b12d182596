import type { TextDemand } from '../domain/estate.ts';
import { ConfigError } from './config-error.ts';
import { parseTextPattern, type TextPattern } from './text-pattern.ts';

/** What of a text a pattern is held against: a reason as a whole, and for a ticket any part of it. */
const reach = { reason: 'isWhole', ticket: 'isIn' } as const;

/** What a rule can want of a text. */
export type DemandKind = keyof typeof reach;

/** As it stands in the file, where the pattern was found to be one. */
export type StatedDemand = Omit<TextDemand, 'isMetBy'>;

/** Compiles the pattern when a text is first held against it: most invocations hold none. */
export function demandOf(kind: DemandKind, { pattern, explain }: StatedDemand): TextDemand {
  let compiled: TextPattern | undefined;
  return {
    ...{ pattern, explain },
    isMetBy: (text) => {
      compiled ??= compile(pattern);
      return compiled[reach[kind]](text);
    },
  };
}

/** Whether a rule can want something of a text under this key. */
export function isDemandKind(key: string): key is DemandKind {
  return Object.hasOwn(reach, key);
}

function compile(pattern: string): TextPattern {
  const parsed = parseTextPattern(pattern);
  if (parsed.ok) return parsed.value;
  throw new ConfigError(parsed.problem);
}
