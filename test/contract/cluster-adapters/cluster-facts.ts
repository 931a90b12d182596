import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openPki } from '../../../local/pki.ts';
import { startEstate, type TestEstate } from '../../support/cluster-adapters.ts';
import { bindingFacts } from './binding-facts.ts';
import { brokerFacts } from './broker-facts.ts';
import { clusterWideFacts } from './cluster-wide-facts.ts';
import { describeRoleFacts } from './describe-role-facts.ts';
import { doctorFacts } from './doctor-facts.ts';
import { escalationFacts } from './escalation-facts.ts';
import { failureFacts } from './failure-facts.ts';
import { listingFacts } from './listing-facts.ts';
import { witnessFacts } from './witness-facts.ts';

/** All that must hold of the adapters and the manifest, on one API server, started once. */
export function clusterFacts(start: Parameters<typeof startEstate>[0]): void {
  let estate: TestEstate;
  let otherCaPem: string;
  beforeAll(async () => {
    estate = await startEstate(start);
    const elsewhere = mkdtempSync(join(tmpdir(), 'k8s-access-'));
    otherCaPem = (await openPki(elsewhere)).caPem;
    rmSync(elsewhere, { recursive: true });
  });
  afterAll(() => estate.stop());

  // First, because it looks at the cluster as its manifest makes it.
  doctorFacts(
    () => estate,
    () => otherCaPem,
  );
  witnessFacts(() => estate);
  describeRoleFacts(() => estate);
  brokerFacts(() => estate);
  escalationFacts(() => estate);
  failureFacts(
    () => estate,
    () => otherCaPem,
  );
  clusterWideFacts(() => estate);
  bindingFacts(() => estate);
  listingFacts(() => estate);
}
