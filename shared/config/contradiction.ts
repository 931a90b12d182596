/** A mistake in the file that its shape does not show: the path to it, and what would be right. */
export interface Contradiction {
  readonly path: readonly (string | number)[];
  readonly problem: string;
  /** Whether it is about the key at the end of the path, and not about what it says. */
  readonly isAboutKey?: true;
}
