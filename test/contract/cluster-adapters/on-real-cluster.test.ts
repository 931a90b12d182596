import { describe } from 'vitest';
import { startRealCluster } from '../../../local/kubernetes/real/start.ts';
import { clusterFacts } from './cluster-facts.ts';

const assets = process.env['KUBEBUILDER_ASSETS'] ?? '';

describe.skipIf(assets === '')('on the real kube-apiserver', () =>
  clusterFacts(({ directory, ...parts }) => startRealCluster({ ...parts, assets, dataDirectory: directory })),
);
