import {
  type WebAPICallResult,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
  type WebClientOptions,
} from '@slack/web-api';
import { spread } from '../../usecases/turn.ts';

/** How long one invocation waits for Slack, in real time: milliseconds, and moments in milliseconds since the epoch. */
export interface Patience {
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** From 0 to 1, anew at each call. */
  readonly random: () => number;
  /** When the invocation is ended. */
  readonly deadline: number;
  /** Slack asked not to be called before. */
  readonly quietUntil: number;
}

const mostTries = 3;
/** Milliseconds. Whoever must wait longer comes back in another invocation. */
const longestPause = 3000;
/** Milliseconds that the invocation needs for what comes after the call. */
const reserve = 10_000;

/**
 * Tries a call again that Slack was too busy for, where the pause is short and the invocation has time. After a call
 * that it gave up, it asks nothing more: Slack asked for quiet, or is down.
 */
export class PatientClient extends WebClient {
  readonly #patience: Patience;
  #givenUp: unknown;

  constructor(token: string, options: WebClientOptions, patience: Patience) {
    super(token, options);
    this.#patience = patience;
  }

  override async apiCall(method: string, options?: Record<string, unknown>): Promise<WebAPICallResult> {
    this.#mustNotBeQuiet();
    for (let tries = 1; ; tries += 1) {
      try {
        return await super.apiCall(method, options);
      } catch (error) {
        const pause = pauseAfter(error, tries, this.#patience.random());
        if (pause === undefined) throw error;
        if (tries === mostTries || !this.#hasTimeFor(pause)) {
          this.#givenUp = error;
          throw error;
        }
        await this.#patience.pause(pause);
      }
    }
  }

  #mustNotBeQuiet(): void {
    if (this.#givenUp !== undefined) throw this.#givenUp;
    const { quietUntil, now } = this.#patience;
    const left = quietUntil - now();
    if (left > 0) throw new WebAPIRateLimitedError(Math.ceil(left / 1000));
  }

  #hasTimeFor(pause: number): boolean {
    const { now, deadline } = this.#patience;
    return pause <= longestPause && now() + pause + reserve <= deadline;
  }
}

// https://docs.slack.dev/reference/methods/chat.update names them: Slack's own failures, which pass.
const passing: ReadonlySet<string> = new Set([
  ...['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'],
  ...['ratelimited', 'rate_limited'],
]);

/** Milliseconds to wait before the call is tried again; nothing where Slack refused it for good. */
function pauseAfter(error: unknown, tries: number, chance: number): number | undefined {
  if (error instanceof WebAPIRateLimitedError) return spread(error.retryAfter * 1000, chance);
  const passes =
    error instanceof WebAPIRequestError ||
    (error instanceof WebAPIHTTPError && error.statusCode >= 500) ||
    (error instanceof WebAPIPlatformError && passing.has(error.data.error));
  return passes ? 250 * 2 ** (tries - 1) * (1 + chance) : undefined;
}
