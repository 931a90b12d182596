import { expect, it } from 'vitest';
import type { AccessEvidence } from '../../shared/domain/evidence.ts';
import { scope } from '../support/records.ts';
import { Heard } from './world/heard.ts';

const [namespace] = scope('prod-eu', 'payments', 'view').namespaces;
const saying = (allowed: boolean): readonly AccessEvidence[] => [
  { namespace, asked: 'get pods', allowed, reason: '' },
];

// Seed 297242976: the look at standing access was given up after three seconds, and its no came after the yes.
it('a no to an earlier question does not take back the yes to a later one that came first', () => {
  const heard = new Heard();
  const [standing, opened] = [heard.ask(), heard.ask()];
  heard.note(opened, 'gina payments', saying(true), 20);
  heard.note(standing, 'gina payments', saying(false), 30);
  expect(heard.last('gina payments')).toMatchObject({ evidence: saying(true), at: 20 });
  heard.note(heard.ask(), 'gina payments', saying(false), 40);
  expect(heard.last('gina payments')).toMatchObject({ evidence: saying(false), at: 40 });
});
