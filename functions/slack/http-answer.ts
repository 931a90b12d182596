/** An HTTP answer of plain text, for what never gets as far as Slack's own forms of answers. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function httpAnswer(statusCode: number, sentence: string): HttpAnswer {
  return { statusCode, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: sentence };
}
