/** A mistake in the file that its shape does not show: the path to it, and what would be right. */
export interface Contradiction {
  readonly path: readonly (string | number)[];
  readonly problem: string;
}
