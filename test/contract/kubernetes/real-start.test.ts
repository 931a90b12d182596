import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findAssets, KubernetesAssetsError } from '../../../local/kubernetes/real/assets.ts';
import { startRealCluster } from '../../../local/kubernetes/real/start.ts';
import { openPki } from '../../../local/pki.ts';
import { ClusterStartError, startChild } from '../../../local/processes/child.ts';

const binaries = ['etcd', 'kube-apiserver', 'kube-controller-manager'];
const root = mkdtempSync(join(tmpdir(), 'k8s-access-real-start-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A folder with executables that print this line and fail. */
function assetsThatFail(names: readonly string[], line: string): string {
  const folder = mkdtempSync(join(root, 'assets-'));
  for (const name of names) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho "${line}" >&2\nexit 3\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

describe('the folder that KUBEBUILDER_ASSETS names', () => {
  it.each([
    ['is missing', join(root, 'nowhere'), 'which is no folder'],
    ['is empty', assetsThatFail([], ''), 'no executable etcd, kube-apiserver, kube-controller-manager'],
    [
      'lacks one binary',
      assetsThatFail(['etcd', 'kube-apiserver'], ''),
      'no executable kube-controller-manager',
    ],
  ])('is refused when it %s, in a sentence that says what to do', (_, folder, problem) => {
    expect(() => findAssets(folder)).toThrow(KubernetesAssetsError);
    expect(() => findAssets(folder)).toThrow(`KUBEBUILDER_ASSETS names ${folder}`);
    expect(() => findAssets(folder)).toThrow(problem);
    expect(() => findAssets(folder)).toThrow('or unset it');
  });
});

describe('starting a real cluster', () => {
  it('ends with the last words of a child that fails', async () => {
    const start = startRealCluster({
      name: 'broken',
      dataDirectory: root,
      assets: assetsThatFail(binaries, 'cannot go on: wrong machine'),
      pki: await openPki(root),
      reviewToken: async () => ({ authenticated: false, reason: 'no' }),
    });
    await expect(start).rejects.toThrow(ClusterStartError);
    await expect(start).rejects.toThrow('cannot go on: wrong machine');
  });
});

describe('a child left behind by a killed platform', () => {
  const idle = (directory: string) => ['-e', 'setInterval(() => {}, 1000)', directory];

  it('is ended before the same one is started again', async () => {
    const directory = mkdtempSync(join(root, 'data-'));
    const first = await startChild(process.execPath, idle(directory), directory);
    const second = await startChild(process.execPath, idle(directory), directory);
    await expect.poll(first.ended).toBe('signal SIGKILL');
    expect(second.ended()).toBeUndefined();
    await second.end('SIGTERM');
    expect(second.ended()).toBe('signal SIGTERM');
  });

  it('is left alone when its process id now belongs to a stranger', async () => {
    const directory = mkdtempSync(join(root, 'data-'));
    const stranger = spawn(process.execPath, idle('/elsewhere'), { stdio: 'ignore' });
    writeFileSync(join(directory, 'node.pid'), String(stranger.pid));
    const child = await startChild(process.execPath, idle(directory), directory);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    stranger.kill();
    await child.end('SIGKILL');
  });
});
