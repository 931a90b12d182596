import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPlatform } from '../support/platform.ts';
import { runPlatform } from '../support/platform-process.ts';
import { exampleFile } from '../support/records.ts';

const directory = mkdtempSync(join(tmpdir(), 'k8s-access-start-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const example = readFileSync(exampleFile, 'utf8');
function configWith(from: string, to: string): string {
  const file = join(directory, `access-${Math.random().toString(36).slice(2)}.yaml`);
  writeFileSync(file, example.replace(from, to));
  return file;
}

describe('the platform does not start, and says what to do, when', () => {
  const start = (...args: string[]) =>
    runPlatform(['--port', '0', '--data', join(directory, 'data'), ...args]);

  it.each([
    ['the config file is missing', ['--config', join(directory, 'none.yaml')], 'cannot be read. Create it'],
    [
      'the config is not YAML',
      ['--config', configWith('version: 1', 'version: [1')],
      'this cannot be read as YAML',
    ],
    [
      'the config has an unknown key',
      ['--config', configWith('version: 1', 'version: 1\nrulez: []')],
      'rulez: There is no key rulez here. Did you mean rules?',
    ],
    [
      'a rule names an unknown role',
      ['--config', configWith('roles: [edit, debug]', 'roles: [edit, debgu]')],
      'rules.2.when.roles.1: There is no role debgu',
    ],
    ['the port is no number', ['--port', 'http'], '--port must be a number'],
    ['the data directory is a file', ['--data', exampleFile], 'cannot be used as data directory'],
    ['an option is unknown', ['--prot', '4000'], "Unknown option '--prot'"],
  ])('%s', async (_, args, sentence) => {
    const { code, output } = await start(...args);
    expect(code).toBe(1);
    expect(output).toContain(sentence);
    expect(output).not.toContain('    at ');
  });

  it('the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const { code, output } = await start('--port', String(port));
    server.close();
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(`Port ${port} is in use.`) });
  });

  it('KUBEBUILDER_ASSETS names an empty folder', async () => {
    const empty = mkdtempSync(join(directory, 'assets-'));
    const { code, output } = await runPlatform(['--port', '0', '--data', join(directory, 'real')], empty);
    expect(code).toBe(1);
    expect(output).toContain(empty);
    expect(output).toContain('kube-apiserver');
    expect(output).not.toContain('    at ');
  });
});

describe('a second platform', () => {
  let stop: () => Promise<void>;
  let data: string;
  beforeAll(async () => {
    const platform = await startTestPlatform();
    stop = platform.stop;
    data = platform.dataDirectory;
  });
  afterAll(() => stop());

  it('on the same data directory is refused', async () => {
    const { code, output } = await runPlatform(['--port', '0', '--data', data]);
    expect(code).toBe(1);
    expect(output).toContain('Another platform is running on');
  });
});
