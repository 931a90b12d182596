/** Why a call did not get as far as the function, or its answer not back. */
export type CallProblem =
  | 'no-credentials'
  | 'credentials-expired'
  | 'credentials-unknown'
  | 'no-region'
  | 'wrong-region'
  | 'clock-off'
  | 'bad-signature'
  | 'forbidden'
  | 'unreachable'
  | 'function-failed'
  | 'not-ours';

/** A call was not answered by the function. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly problem: CallProblem;

  constructor(problem: CallProblem, options?: ErrorOptions) {
    super(problem, options);
    this.problem = problem;
  }
}
