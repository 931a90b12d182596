import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { listenOnUsualPort } from '../../../local/aws/listen.ts';
import type { Collection } from '../../../local/store.ts';

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});
function newServer() {
  const server = createServer();
  servers.push(server);
  return server;
}
function remembering(port?: number): Collection<number> {
  const ports = new Map<string, number>(port === undefined ? [] : [['endpoint', port]]);
  return {
    get: (key) => ports.get(key),
    put: (key, value) => void ports.set(key, value),
    delete: (key) => void ports.delete(key),
    all: () => [...ports].map(([key, value]) => ({ key, value })),
  };
}

describe('the usual port', () => {
  it('is taken again where it is free', async () => {
    const ports = remembering();
    const first = newServer();
    const port = await listenOnUsualPort(first, ports, 'endpoint');
    await new Promise((resolve) => first.close(resolve));
    expect(await listenOnUsualPort(newServer(), ports, 'endpoint')).toBe(port);
  });
  it('is given up for a free one where it is taken, which is then the usual one', async () => {
    const taken = await listenOnUsualPort(newServer(), remembering(), 'endpoint');
    const ports = remembering(taken);
    const port = await listenOnUsualPort(newServer(), ports, 'endpoint');
    expect(port).not.toBe(taken);
    expect(ports.get('endpoint')).toBe(port);
  });
});
