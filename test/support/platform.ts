import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type * as z from 'zod';
import { startHosted, stopHosted } from './hosted-platform.ts';
import { startPlatformWith } from './platform-process.ts';
import { answerSchema, homeSchema, type messageSchema, stateSchema } from './platform-shapes.ts';

/** Milliseconds. */
const patience = 20_000;

export type PlatformState = z.infer<typeof stateSchema>;
export type ShownMessage = z.infer<typeof messageSchema>;
export type Answer = z.infer<typeof answerSchema>;

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
  clearFaults(): Promise<void>;
  kubectl(persona: string, cluster: string, ...args: string[]): Promise<{ ok: boolean; output: string }>;
  /** Polls until the state satisfies the condition. Effects follow answers. */
  until(what: string, holds: (state: PlatformState) => boolean): Promise<PlatformState>;
  stop(): Promise<void>;
}

export interface KillablePlatform extends TestPlatform {
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

export interface StartOptions {
  readonly assets?: string | undefined;
  readonly dataDirectory?: string;
  /** Another `access.yaml` than the example estate's. */
  readonly config?: string;
}

/** Starts a platform on a free port, in a process that it shares with the other platforms of this worker's tests. */
export async function startTestPlatform(options: StartOptions = {}): Promise<TestPlatform> {
  const { assets, data, config } = withDefaults(options);
  const environment = assets === undefined ? {} : { KUBEBUILDER_ASSETS: assets };
  const url = await startHosted({ port: 0, data, config }, environment);
  return platformAt(url, data, () => stopHosted(url));
}

/** Starts a platform as `npm start` does, in a process of its own, which can be killed. */
export async function startKillablePlatform(options: StartOptions = {}): Promise<KillablePlatform> {
  const { assets, data, config } = withDefaults(options);
  const { url, kill } = await startPlatformWith(['--port', '0', '--data', data, '--config', config], assets);
  return { ...platformAt(url, data, () => kill('SIGTERM')), kill };
}

function withDefaults({ assets, dataDirectory, config = 'access.yaml' }: StartOptions) {
  return { assets, config, data: dataDirectory ?? mkdtempSync(join(tmpdir(), 'k8s-access-platform-')) };
}

function platformAt(url: string, dataDirectory: string, end: () => Promise<void>): TestPlatform {
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
  return {
    url,
    dataDirectory,
    state,
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
    clearFaults: async () => void (await call('DELETE', '/local/faults')),
    kubectl: (persona, cluster, ...args) =>
      run('kubectl', [
        '--kubeconfig',
        join(dataDirectory, 'kubeconfig', `${persona}-${cluster}.yaml`),
        ...args,
      ]),
    until: async (what, holds) => {
      for (const deadline = Date.now() + patience; Date.now() < deadline; ) {
        const asked = performance.now();
        const now = await state();
        if (holds(now)) return now;
        // A platform that has much to tell is busy telling it: looking takes a quarter of its time at most.
        await delay(Math.max(50, 3 * (performance.now() - asked)));
      }
      throw new Error(`after ${patience / 1000} s still not: ${what}`);
    },
    stop: async () => {
      await end();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
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

/** The bindings of requests in a whole cluster. */
export function ourClusterBindings(state: PlatformState, cluster: string) {
  const found = state.clusters.find(({ name }) => name === cluster);
  return (found?.clusterRoleBindings ?? []).filter(({ metadata }) =>
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
