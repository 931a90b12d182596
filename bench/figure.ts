/** One figure beside its floor. */
export interface Figure {
  readonly name: string;
  readonly unit: 'ms CPU' | 'ms' | 'MB' | 'KB' | 'calls' | 'units' | 'per s';
  readonly value: number;
  /** What cannot be saved, measured in the same run: the same thing with nothing of ours around it. */
  readonly floor?: number;
  /** How many times the floor it may be, or without one, how much at most. */
  readonly goal?: number;
}

/** What one measure found. */
export interface Section {
  readonly title: string;
  /** What was measured and what the floor is, in a sentence or two. */
  readonly about: string;
  readonly figures: readonly Figure[];
}

/** One measure. @param runs of which the medians are taken */
export type Measure = (runs: number) => Promise<Section>;

/** Whether the figure is within its goal; nothing where it has none. */
export function isMet({ value, floor, goal }: Figure): boolean | undefined {
  return goal === undefined ? undefined : value <= goal * (floor ?? 1);
}

/** How many times its floor the figure is. */
export function ratioOf({ value, floor }: Figure): number | undefined {
  return floor === undefined || floor === 0 ? undefined : value / floor;
}
