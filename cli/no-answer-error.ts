/** The question could not be answered; the message says why, and what to do. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}
