import { fileURLToPath } from 'node:url';

/** Packages that Bolt imports for ways of running that a Lambda function has no use for, and what each is there for. */
const unused = {
  express: 'ExpressReceiver: a web server',
  'raw-body': 'ExpressReceiver and HTTPReceiver: a body from a stream; Lambda hands it over whole',
  'path-to-regexp': 'the paths of HTTPReceiver and SocketModeReceiver',
  '@slack/socket-mode': 'SocketModeReceiver: a web socket in place of requests',
  '@slack/oauth': 'an app that many workspaces install; with it come jsonwebtoken and semver',
};

const nothing = fileURLToPath(new URL('nothing.ts', import.meta.url));

/** For esbuild, which then bundles an empty module in their place: more than half of what Bolt costs at a start. */
export const leftOut: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(unused).map((name) => [name, nothing]),
);
