import type { ServerResponse } from 'node:http';
import type { OpenStream, Reply } from '../call.ts';

/** Writes a reply; a stream goes on until its time is over or either side hangs up. */
export function sendReply(response: ServerResponse, reply: Reply): void {
  switch (reply.kind) {
    case 'object':
      response.writeHead(reply.code, { 'content-type': 'application/json' });
      response.end(`${JSON.stringify(reply.body)}\n`);
      return;
    case 'bytes':
      response.writeHead(reply.code, { 'content-type': reply.contentType });
      response.end(reply.bytes);
      return;
    case 'stream':
      stream(response, reply.open, reply.timeoutSeconds);
  }
}

function stream(response: ServerResponse, open: OpenStream, timeoutSeconds: number | undefined): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
  const stop = open((event) => void response.write(`${JSON.stringify(event)}\n`));
  const timer =
    timeoutSeconds === undefined ? undefined : setTimeout(() => response.end(), timeoutSeconds * 1000);
  response.on('close', () => {
    clearTimeout(timer);
    stop();
  });
}
