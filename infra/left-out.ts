import { fileURLToPath } from 'node:url';

/** Packages that others import for ways of running that our functions have no use for, and what each is there for. */
const unused = {
  express: 'Bolt’s ExpressReceiver: a web server',
  'raw-body': 'Bolt’s ExpressReceiver and HTTPReceiver: a body from a stream; Lambda hands it over whole',
  'path-to-regexp': 'the paths of Bolt’s HTTPReceiver and SocketModeReceiver',
  '@slack/socket-mode': 'Bolt’s SocketModeReceiver: a web socket in place of requests',
  '@slack/oauth': 'an app that many workspaces install; with it come jsonwebtoken and semver',
  undici: 'the Kubernetes client’s own HTTP calls; ours go through node:https (https-call.ts)',
};

const nothing = fileURLToPath(new URL('nothing.cjs', import.meta.url));

/** For esbuild, which then bundles an empty module in their place: more than half of what Bolt costs at a start. */
export const leftOut: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(unused).map((name) => [name, nothing]),
);
