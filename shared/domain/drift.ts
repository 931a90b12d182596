/** How something that a window rests on differs in the cluster from what the record says was made. */
export type Drift =
  | {
      readonly of: 'binding';
      /** `namespace/name`. */
      readonly where: string;
      /** It is gone, or it names somebody else, gives another role, or lost the marks by which it is known as ours. */
      readonly problem: 'missing' | 'subjects' | 'role' | 'labels';
    }
  | {
      readonly of: 'entry';
      /** The IAM principal that the access entry names. */
      readonly where: string;
      readonly problem: 'missing' | 'tag' | 'username' | 'groups';
    };

/** What was found, as a part of a sentence. Plain text. */
export function driftInWords({ of, where, problem }: Drift): string {
  const what = of === 'binding' ? 'binding' : 'access entry';
  return problem === 'missing'
    ? `somebody removed the ${what} ${where}`
    : `somebody changed the ${problem} of the ${what} ${where}`;
}
