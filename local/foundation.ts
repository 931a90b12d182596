import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { AccessConfig } from '../shared/config/access-config.ts';
import { loadAccessConfig } from '../shared/config/load-access-config.ts';
import { prepareConfig } from '../shared/config/prepared-config.ts';
import { openClock, type PlatformClock } from './clock.ts';
import { lockDataDirectory } from './data-lock.ts';
import { account } from './example/iam.ts';
import type { PlatformOptions } from './options.ts';
import { openPki, type Pki } from './pki.ts';
import type { Home } from './states/arn.ts';
import { openStore, type Store } from './store.ts';

/** What every part of the platform rests on. */
export interface Foundation {
  /** Absolute. */
  readonly dataDirectory: string;
  /** Of `access.yaml`. Absolute. */
  readonly configPath: string;
  /** Of what functions are given of it. Absolute. */
  readonly preparedPath: string;
  readonly config: AccessConfig;
  readonly store: Store;
  readonly clock: PlatformClock;
  readonly pki: Pki;
  /** The account and region that the platform says it is. */
  readonly home: Home;
}

/** @throws ConfigError @throws DataDirectoryInUseError */
export async function openFoundation(
  running: AsyncDisposableStack,
  options: PlatformOptions,
): Promise<Foundation> {
  const dataDirectory = resolve(options.data);
  const configPath = resolve(options.config);
  const config = loadAccessConfig(configPath);
  const lock = lockDataDirectory(dataDirectory);
  running.defer(() => lock.release());
  const preparedPath = join(dataDirectory, 'access.json');
  writeFileSync(preparedPath, prepareConfig(config));
  const store = openStore(dataDirectory);
  running.defer(() => store.close());
  const pki = await openPki(join(dataDirectory, 'pki'));
  const region = [...config.estate.clusters.values()][0]?.region ?? 'eu-central-1';
  return {
    ...{ dataDirectory, configPath, preparedPath, config, store, pki },
    clock: openClock(store.collection('clock.move')),
    home: { region, account },
  };
}
