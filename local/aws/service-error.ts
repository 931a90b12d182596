/** An error as an AWS service answers it: its code is what the SDKs call `name`. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: string;
  /** HTTP status. */
  readonly status: 400 | 403 | 404 | 405 | 409 | 412 | 500;

  constructor(code: string, status: ServiceError['status'], message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
