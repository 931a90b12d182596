/** A Web API call that Slack refuses: answered as `{ok: false, error: code}`. */
export class SlackError extends Error {
  readonly code: string;
  /** What exactly is wrong, in Slack's words; `[ERROR] ` is put before each on the wire. */
  readonly details: readonly string[];

  constructor(code: string, details: readonly string[] = []) {
    super([code, ...details].join('; '));
    this.name = 'SlackError';
    this.code = code;
    this.details = details;
  }
}

/** A person, channel, message, view or element that the workspace does not have. The message is a sentence. */
export class NotInWorkspace extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotInWorkspace';
  }
}

/** Something that Slack's client would not let a person do. The message is a sentence that says what they could do. */
export class NotPossible extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotPossible';
  }
}
