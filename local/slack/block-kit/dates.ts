import type * as z from 'zod';

// https://docs.slack.dev/messaging/formatting-message-text#date-formatting and
// https://docs.slack.dev/reference/block-kit/block-elements/date-element
const knownTokens = new Set([
  ...['date_num', 'date_slash', 'date_long', 'date_long_full', 'date_long_pretty', 'date', 'date_pretty'],
  ...['date_short', 'date_short_pretty', 'day_divider_pretty', 'time', 'time_secs', 'ago'],
]);

/** `<!date^seconds^format^link|fallback>`, the link being optional. */
const wellFormed = /^<!date\^\d{1,11}\^(?<format>[^^|>]+)(?:\^https?:\/\/[^|>]+)?\|[^>]+>$/;

/**
 * What is wrong with the dates in a mrkdwn text. Slack itself would show the fallback, or the bare token, to everybody;
 * here it is refused, because nobody means that.
 */
export function dateComplaints(text: string): readonly string[] {
  return [...text.matchAll(/<!date[^>]*>?/g)].flatMap(([date]) => {
    const format = wellFormed.exec(date)?.groups?.['format'];
    return format === undefined
      ? [`malformed date ${date}: must be <!date^seconds^format^link|fallback>`]
      : formatComplaints(format);
  });
}

/** What is wrong with a date's format: it needs a token, and knows only Slack's. */
export function formatComplaints(format: string): readonly string[] {
  const tokens = [...format.matchAll(/\{([^}]*)\}/g)].map(([, token = '']) => token);
  if (tokens.length === 0) return [`date format "${format}" has no token`];
  return tokens.filter((token) => !knownTokens.has(token)).map((token) => `unknown date token {${token}}`);
}

/** Makes a check of a schema out of a function that tells what is wrong. */
export function complaining(complaintsOf: (text: string) => readonly string[]) {
  return (context: z.core.ParsePayload<string>): void => {
    for (const message of complaintsOf(context.value)) {
      context.issues.push({ code: 'custom', input: context.value, path: [], message });
    }
  };
}
