import { request } from 'undici';

/** Headers of one connection, which the next connection sets for itself (RFC 9110, section 7.6.1). */
const hopByHop = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** How long the app may take for a raw request: wall clock, in milliseconds. */
const answerWithinMs = 30_000;

/**
 * Passes a request on to the app as it came, so that bad signatures and malformed bodies can be tried.
 * An app that cannot be reached, or takes too long, is answered for with 502 and a sentence.
 */
export async function passOn(url: string, headers: Headers, body: ArrayBuffer): Promise<Response> {
  try {
    const answer = await request(url, {
      method: 'POST',
      headers: endToEnd(headers),
      body: Buffer.from(body),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const received = Object.entries(answer.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((each): [string, string] => [name, each]),
    );
    return new Response(await answer.body.text(), {
      status: answer.statusCode,
      headers: endToEnd(new Headers(received)),
    });
  } catch {
    return Response.json(
      { error: 'The app did not answer. See whether the platform is up.' },
      { status: 502 },
    );
  }
}

function endToEnd(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => !hopByHop.has(name)));
}
