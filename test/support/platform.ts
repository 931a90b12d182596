import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));

const message = z.object({
  ts: z.string(),
  user: z.string(),
  text: z.string(),
  blocks: z.array(z.unknown()),
  ephemeralTo: z.string().optional(),
  threadTs: z.string().optional(),
});
const binding = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string().optional(), uid: z.string() }),
  roleRef: z.object({ name: z.string() }),
  subjects: z.array(z.object({ kind: z.string(), name: z.string() })).default([]),
});
const stateSchema = z.object({
  now: z.string(),
  slack: z.object({
    channels: z.array(z.object({ id: z.string(), name: z.string(), messages: z.array(message) })),
  }),
  clusters: z.array(
    z.object({
      name: z.string(),
      accessEntries: z.array(
        z.object({ principalArn: z.string(), username: z.string(), tags: z.record(z.string(), z.string()) }),
      ),
      roleBindings: z.array(binding),
    }),
  ),
  executions: z.array(
    z.object({ name: z.string(), machine: z.string(), status: z.string(), state: z.string() }),
  ),
  requests: z.array(z.looseObject({ id: z.string(), status: z.string(), version: z.number() })),
  audit: z.array(
    z.looseObject({
      requestId: z.string(),
      seq: z.number(),
      fact: z.looseObject({ type: z.string() }),
    }),
  ),
});
export type PlatformState = z.infer<typeof stateSchema>;
export type ShownMessage = z.infer<typeof message>;

export const answerSchema = z.object({
  status: z.number(),
  response: z.unknown(),
  messages: z.array(message),
  view: z.looseObject({ id: z.string() }).optional(),
  errors: z.record(z.string(), z.string()).optional(),
});
export type Answer = z.infer<typeof answerSchema>;

const homeSchema = z.object({ view: z.looseObject({ id: z.string() }) });

export interface TestPlatform {
  readonly url: string;
  readonly dataDirectory: string;
  state(): Promise<PlatformState>;
  command(user: string, text: string, command?: string): Promise<Answer>;
  action(
    user: string,
    place: { channel: string; ts: string },
    action: string,
    value: string,
  ): Promise<Answer>;
  /** Opens the person's Home tab, and answers it. */
  openHome(user: string): Promise<{ readonly id: string }>;
  actionInView(user: string, view: string, action: string, value?: string): Promise<Answer>;
  submit(user: string, view: string, values: Record<string, Record<string, unknown>>): Promise<Answer>;
  raw(headers: Record<string, string>, body: string): Promise<Response>;
  /** Changes how EKS says that a cluster is; what is left out is well again. */
  changeCluster(name: string, condition: Record<string, string>): Promise<void>;
  changePerson(user: string, change: Record<string, unknown>): Promise<void>;
  advance(seconds: number): Promise<void>;
  fault(fault: Record<string, unknown>): Promise<void>;
  kubectl(persona: string, cluster: string, ...args: string[]): Promise<{ ok: boolean; output: string }>;
  /** Polls until the state satisfies the condition. Effects follow answers. */
  until(what: string, holds: (state: PlatformState) => boolean): Promise<PlatformState>;
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly assets?: string | undefined;
  readonly dataDirectory?: string;
  /** Another `access.yaml` than the example estate's. */
  readonly config?: string;
}

/** Starts the platform as `npm start` does, in a process of its own on a free port, and waits until it is up. */
export async function startTestPlatform({
  assets,
  dataDirectory,
  config = 'access.yaml',
}: StartOptions = {}): Promise<TestPlatform> {
  const directory = dataDirectory ?? mkdtempSync(join(tmpdir(), 'k8s-access-platform-'));
  const { child, output } = spawnPlatform(['--port', '0', '--data', directory, '--config', config], assets);
  const url = await urlOf(child, output);
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok)
      throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const state = async () => stateSchema.parse(await call('GET', '/local/state'));
  const kill = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  return {
    url,
    dataDirectory: directory,
    state,
    kill,
    command: async (user, text, command = '/k8s-access') =>
      answerSchema.parse(await call('POST', '/local/slack/command', { user, command, text })),
    action: async (user, { channel, ts }, action_id, value) =>
      answerSchema.parse(await call('POST', '/local/slack/action', { user, channel, ts, action_id, value })),
    openHome: async (user) => homeSchema.parse(await call('POST', '/local/slack/home', { user })).view,
    actionInView: async (user, view_id, action_id, value) =>
      answerSchema.parse(await call('POST', '/local/slack/action', { user, view_id, action_id, value })),
    submit: async (user, view_id, values) =>
      answerSchema.parse(await call('POST', '/local/slack/submit', { user, view_id, values })),
    raw: (headers, body) => fetch(`${url}/local/raw/slack`, { method: 'POST', headers, body }),
    changeCluster: async (name, condition) => void (await call('POST', `/local/clusters/${name}`, condition)),
    changePerson: async (user, change) => void (await call('POST', `/local/slack/users/${user}`, change)),
    advance: async (seconds) => void (await call('POST', '/local/clock/advance', { seconds })),
    fault: async (fault) => void (await call('POST', '/local/faults', fault)),
    kubectl: (persona, cluster, ...args) =>
      run('kubectl', ['--kubeconfig', join(directory, 'kubeconfig', `${persona}-${cluster}.yaml`), ...args]),
    until: async (what, holds) => {
      for (const deadline = Date.now() + 20_000; Date.now() < deadline; await delay(100)) {
        const now = await state();
        if (holds(now)) return now;
      }
      throw new Error(`after 20 s still not: ${what}`);
    },
    stop: async () => {
      await kill('SIGTERM');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Runs the platform's command line until it ends by itself, as it does when it cannot start. */
export async function runPlatform(
  args: readonly string[],
  assets?: string,
): Promise<{ code: number | null; output: string }> {
  const { child, output } = spawnPlatform(args, assets);
  await once(child, 'exit');
  return { code: child.exitCode, output: output.text };
}

function spawnPlatform(args: readonly string[], assets: string | undefined) {
  const { KUBEBUILDER_ASSETS: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'local/main.ts', ...args], {
    cwd: root,
    // Dozens of platforms start in a run of the tests, each with the same sources.
    env: {
      ...inherited,
      NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'),
      ...(assets === undefined ? {} : { KUBEBUILDER_ASSETS: assets }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output.text += text;
    });
  }
  return { child, output };
}

async function urlOf(child: ChildProcess, output: { readonly text: string }): Promise<string> {
  for (const deadline = Date.now() + 45_000; Date.now() < deadline; await delay(50)) {
    const url = /is up: (http:\/\/127\.0\.0\.1:\d+)/.exec(output.text)?.[1];
    if (url !== undefined) return url;
    if (child.exitCode !== null) break;
  }
  throw new Error(`the platform did not start: ${output.text}`);
}

function run(command: string, args: readonly string[]): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: 20_000 }, (error, stdout, stderr) => {
      resolve({ ok: error === null, output: `${stdout}${stderr}`.trim() });
    });
  });
}

export interface PlacedMessage {
  readonly channel: string;
  readonly ts: string;
  /** All of it, as JSON. */
  readonly text: string;
}

/** The card of a request in the approvers' channel. */
export function cardOf(state: PlatformState, requestId: string): PlacedMessage {
  return messageIn(
    state,
    'access-requests',
    ({ text, ephemeralTo }) => ephemeralTo === undefined && text.includes(requestId),
  );
}

/** The first message in a channel that satisfies the condition; its text is its blocks', as JSON. */
export function messageIn(
  state: PlatformState,
  channelName: string,
  isIt: (message: { readonly text: string; readonly ephemeralTo: string | undefined }) => boolean,
): PlacedMessage {
  const channel = state.slack.channels.find(({ name }) => name === channelName);
  const message = channel?.messages.find(({ blocks, ephemeralTo }) =>
    isIt({ text: JSON.stringify(blocks), ephemeralTo }),
  );
  if (channel === undefined || message === undefined) throw new Error(`no such message in ${channelName}`);
  return { channel: channel.id, ts: message.ts, text: JSON.stringify(message) };
}

export function directMessages(state: PlatformState, user: string): readonly string[] {
  const channel = state.slack.channels.find(({ name }) => name === `dm-${user}`);
  return (channel?.messages ?? [])
    .filter((message) => message.ephemeralTo === undefined)
    .map(({ text }) => text);
}

export function ourBindings(state: PlatformState, cluster: string) {
  const found = state.clusters.find(({ name }) => name === cluster);
  return (found?.roleBindings ?? []).filter(({ metadata }) =>
    /^k8s-access-[0-9a-z]{12}$/.test(metadata.name),
  );
}

export function personalEntries(state: PlatformState, cluster: string) {
  const found = state.clusters.find(({ name }) => name === cluster);
  return (found?.accessEntries ?? []).filter(({ principalArn }) => principalArn.includes('/aws-reserved/'));
}

export function statusOf(state: PlatformState, requestId: string): string | undefined {
  return state.requests.find(({ id }) => id === requestId)?.status;
}

export function factsOf(state: PlatformState, requestId: string): readonly string[] {
  return state.audit.filter((event) => event.requestId === requestId).map(({ fact }) => fact.type);
}

/** Whether there is a real kubectl to run; where there is none, its tests are skipped visibly. */
export const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
