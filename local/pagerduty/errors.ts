const kinds = {
  unauthorized: { status: 401, code: 2006, message: 'Unauthorized' },
  invalidInput: { status: 400, code: 2001, message: 'Invalid Input Provided' },
  notFound: { status: 404, code: 2100, message: 'Not Found' },
} as const;

/** A call that PagerDuty refuses: answered as `{error: {message, code, errors?}}`. */
export class PagerDutyError extends Error {
  override readonly name = 'PagerDutyError';
  readonly status: (typeof kinds)[keyof typeof kinds]['status'];
  readonly body: object;

  constructor(kind: keyof typeof kinds, errors: readonly string[] = []) {
    const { status, code, message } = kinds[kind];
    super([message, ...errors].join('; '));
    this.status = status;
    this.body = { error: { message, code, ...(errors.length > 0 && { errors }) } };
  }
}
