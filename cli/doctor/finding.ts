/** What one look of the doctor's came to. */
export interface Finding {
  /** What was looked at: a cluster by its name, `slack` or `pagerduty`. */
  readonly subject: string;
  readonly outcome: 'well' | 'problem' | 'unknown';
  /** A sentence; of a problem, also what to do. */
  readonly says: string;
}

/** Makes the findings about one subject. */
export function findingsAbout(subject: string) {
  const finding =
    (outcome: Finding['outcome']) =>
    (says: string): Finding => ({ subject, outcome, says });
  return { well: finding('well'), problem: finding('problem'), unknown: finding('unknown') };
}
