import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ControlPlane } from '../../infra/synthesize.ts';
import { type Build, fromSources } from '../../local/build.ts';
import type { FunctionCode } from '../../local/lambda/bundle.ts';
import type { PlatformOptions } from '../../local/options.ts';
import type { PageFiles } from '../../local/page/files.ts';
import { type Platform, startPlatform } from '../../local/platform.ts';

/*
 * A process that starts platforms for the tests of one worker. What a start costs most is loading, synthesizing and
 * bundling the sources, which here happens once.
 */

export type HostCall = { readonly id: string } & (
  | { readonly start: PlatformOptions; readonly environment: Readonly<Record<string, string>> }
  | { readonly stop: string }
);
export type HostAnswer = { readonly id: string; readonly url?: string; readonly problem?: string };

const platforms = new Map<string, Platform>();
const starting = new Set<Promise<Platform>>();
const directory = mkdtempSync(join(tmpdir(), 'k8s-access-build-'));
const controlPlanes = new Map<string, ControlPlane>();
let code: Promise<FunctionCode> | undefined;
let page: Promise<PageFiles> | undefined;

const once: Build = {
  controlPlane: (path) => {
    const text = readFileSync(path, 'utf8');
    const made = controlPlanes.get(text) ?? fromSources.controlPlane(path);
    controlPlanes.set(text, made);
    return made;
  },
  functions: () => {
    code ??= fromSources.functions(directory);
    return code;
  },
  page: () => {
    page ??= fromSources.page();
    return page;
  },
};

async function carryOut(call: HostCall): Promise<{ url?: string }> {
  if ('start' in call) {
    const start = startPlatform(call.start, call.environment, once);
    starting.add(start);
    const platform = await start.finally(() => starting.delete(start));
    platforms.set(platform.url, platform);
    return { url: platform.url };
  }
  await platforms.get(call.stop)?.stop();
  platforms.delete(call.stop);
  return {};
}

const answer = (message: HostAnswer) => process.send?.(message);

process.on('message', (call: HostCall) => {
  carryOut(call).then(
    (result) => answer({ id: call.id, ...result }),
    (error: unknown) => answer({ id: call.id, problem: String(error) }),
  );
});

/** Milliseconds. Tests that were interrupted may have left a platform in the middle of something. */
const longestGoodbye = 15_000;

// The worker is gone, and so is whoever needed the platforms.
process.once('disconnect', async () => {
  setTimeout(() => process.exit(1), longestGoodbye).unref();
  await Promise.allSettled(starting);
  await Promise.allSettled([...platforms.values()].map((platform) => platform.stop()));
  rmSync(directory, { recursive: true, force: true });
  process.exit();
});
