import { parseAccessConfig } from '../../shared/config/load-access-config.ts';
import { decide } from '../../shared/domain/decide.ts';
import type { RequestId } from '../../shared/domain/ids.ts';
import { raise } from '../../shared/domain/transition.ts';
import { example } from './access-file.ts';
import type { World } from './in-memory/world.ts';
import { askAgain, asked, sha256 } from './records.ts';

const approvalInExample = `      stages:
        - { usergroups: [payments-leads], quorum: 1 }

  - name: prod-admin`;

/** The example estate with other terms for changes in prod payments. @param terms lines, indented as in the file */
export function exampleWithTerms(terms: string): string {
  if (!example.includes(approvalInExample)) throw new Error('the example estate has changed');
  return example.replace(approvalInExample, `${terms}\n\n  - name: prod-admin`);
}

/** Reminds after an hour, and asks security after four. */
export const patientTerms = `      remindAfter: 1h
      escalateAfter: 4h
      escalateTo: { usergroups: [security] }
      stages:
        - { usergroups: [payments-leads], quorum: 1 }`;

/** Alice asks for prod edit at noon, under a policy with these terms. */
export function pendingUnder(world: World, terms: string): RequestId {
  world.estate = parseAccessConfig(exampleWithTerms(terms), 'access.yaml').estate;
  const decision = decide(world.estate, askAgain(asked()));
  if (decision.outcome === 'refused') throw new Error('the terms refuse this');
  return world.given(raise({ ...asked(), decision }, sha256));
}
