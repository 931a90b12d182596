import { styleText } from 'node:util';
import type { Terminal } from './terminal.ts';

/** Marks for the eye. Whatever a mark means also stands there in words or signs. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly careful: (text: string) => string;
}

export function styleOf({ colours }: Pick<Terminal, 'colours'>): Style {
  const as = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    colours ? styleText(format, text, { validateStream: false }) : text;
  return {
    strong: as('bold'),
    quiet: as('dim'),
    good: as('green'),
    bad: as('red'),
    careful: as('yellow'),
  };
}
