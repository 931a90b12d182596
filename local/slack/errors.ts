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

/** Names for a sentence: the first twenty, and how many more there are. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 20).join(', ');
  return names.length > 20 ? `${shown} and ${names.length - 20} more` : shown;
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
