import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { type SlackState, slackState } from './state.ts';
import { responseRoutes } from './web-api/response.ts';
import { webApiRoutes } from './web-api/routes.ts';
import { openWorkspace, type Workspace, type WorkspaceOptions } from './workspace.ts';

/** A running local Slack workspace. */
export interface Slack {
  /** Where the Web API (`<url>/api/`) and the response urls listen, without a slash at the end. */
  readonly url: string;
  readonly workspace: Workspace;
  /** The `slack` member of `GET /local/state`. */
  state(): SlackState;
  /** Stops listening and drops pending event retries. The store stays open: it is the caller's. */
  close(): Promise<void>;
}

/** Opens the workspace that lives in `options.store` and serves its Web API on a free port of 127.0.0.1. */
export async function openSlack(options: WorkspaceOptions): Promise<Slack> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const closing = new AbortController();
  const workspace = openWorkspace(options, url, closing.signal);
  const routes = new Hono();
  routes.route('/', webApiRoutes(workspace));
  routes.route('/', responseRoutes(workspace));
  server.on('request', getRequestListener(routes.fetch));
  return {
    url,
    workspace,
    state: () => slackState(workspace),
    close: () => {
      closing.abort();
      server.closeAllConnections();
      return new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
      });
    },
  };
}
