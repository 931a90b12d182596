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
    }
  | {
      readonly of: 'policy';
      /** The access policy, and the IAM principal with whose access entry it is associated. */
      readonly where: string;
      readonly problem: 'missing' | 'namespaces';
    };

const things = { binding: 'binding', entry: 'access entry', policy: 'access policy' } as const;

/** What was found, as a part of a sentence. Plain text. */
export function driftInWords({ of, where, problem }: Drift): string {
  return problem === 'missing'
    ? `somebody removed the ${things[of]} ${where}`
    : `somebody changed the ${problem} of the ${things[of]} ${where}`;
}
