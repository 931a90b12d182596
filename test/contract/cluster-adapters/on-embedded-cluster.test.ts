import { describe } from 'vitest';
import { startEmbeddedCluster } from '../../../local/kubernetes/embedded/start.ts';
import { clusterFacts } from './cluster-facts.ts';

describe('on the embedded API server', () => clusterFacts(startEmbeddedCluster));
