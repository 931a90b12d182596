import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Collection } from '../store.ts';

/**
 * Listens on 127.0.0.1, on the port of the last run where it is free, because people's shells and kubeconfigs name
 * it; else on a free port, which is then remembered. Returns the port.
 */
export async function listenOnUsualPort(
  server: Server,
  ports: Collection<number>,
  name: string,
): Promise<number> {
  const port = await listen(server, ports.get(name) ?? 0);
  ports.put(name, port);
  return port;
}

async function listen(server: Server, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(port, '127.0.0.1', resolve);
  try {
    await promise;
  } catch (error) {
    if (port === 0 || !isAddressInUse(error)) throw error;
    return listen(server, 0);
  } finally {
    server.off('error', reject);
    server.off('listening', resolve);
  }
  return (server.address() as AddressInfo).port;
}

function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
