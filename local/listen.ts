import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';

/** Another program listens on the port. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
}

export interface Listening {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Serves the app from now on; until then requests are answered with 503. */
  serve(app: Hono): void;
  stop(): Promise<void>;
}

/** Listens on loopback only. @param port 0 for any that is free @throws PortInUseError */
export async function listen(port: number): Promise<Listening> {
  const server = createServer();
  const starting = (_: unknown, response: { writeHead(status: number): { end(text: string): void } }) =>
    response.writeHead(503).end('The platform is starting.');
  server.on('request', starting);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EADDRINUSE') throw cause;
    throw new PortInUseError(
      `Port ${port} is in use. Stop what listens there, or choose another with --port.`,
      { cause },
    );
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (app) => {
      server.off('request', starting);
      server.on('request', getRequestListener(app.fetch));
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
