import { describe, expect, it } from 'vitest';
import { decide } from '../../../shared/domain/decide.ts';
import { ask, durationOf, estate, scope } from '../../support/records.ts';

function asking(cluster: string, namespaces: string, role: string, duration: string) {
  return decide(estate, ask({ scope: scope(cluster, namespaces, role), duration: durationOf(duration) }));
}

const leads = { approvers: ['@payments-leads'], quorum: 1 };
const security = { approvers: ['@security'], quorum: 1 };
const ruleHash = expect.stringMatching(/^[0-9a-f]{64}$/);

describe('the example estate', () => {
  it.each([
    ['staging-eu', 'payments', 'view', '8h', 'staging-work'],
    ['staging-eu', 'checkout', 'edit', '8h', 'staging-work'],
    ['staging-eu', 'checkout,payments,platform', 'edit', '1m', 'staging-work'],
    ['prod-eu', 'payments', 'view', '2h', 'prod-view'],
    ['prod-eu', 'checkout', 'view', '2h', 'prod-view'],
    ['prod-eu', 'platform', 'view', '2h', 'prod-view'],
    ['prod-eu', 'checkout,payments,platform', 'view', '120m', 'prod-view'],
  ])('%s %s %s for %s is automatic', (cluster, namespaces, role, duration, rule) => {
    expect(asking(cluster, namespaces, role, duration)).toEqual({
      outcome: 'automatic',
      rule,
      ruleHash,
      approval: { kind: 'automatic' },
    });
  });

  it.each([
    ['edit', '4h'],
    ['debug', '4h'],
    ['edit', '1m'],
  ])('prod-eu payments %s for %s needs one of payments-leads and lapses after 8h', (role, duration) => {
    expect(asking('prod-eu', 'payments', role, duration)).toEqual({
      outcome: 'needs-approval',
      rule: 'prod-payments-change',
      ruleHash,
      approval: { kind: 'stages', lapseAfter: durationOf('8h'), stages: [leads] },
    });
  });

  it.each(['payments', 'checkout', 'checkout,payments,platform'])(
    'prod-eu %s admin for 1h needs one of payments-leads and one of security',
    (namespaces) => {
      expect(asking('prod-eu', namespaces, 'admin', '1h')).toEqual({
        outcome: 'needs-approval',
        rule: 'prod-admin',
        ruleHash,
        approval: { kind: 'stages', lapseAfter: durationOf('8h'), stages: [leads, security] },
      });
    },
  );

  it.each([
    ['staging-eu', 'payments', 'edit', '8h1m', 'staging-work', '8h'],
    ['prod-eu', 'payments', 'view', '2h1m', 'prod-view', '2h'],
    ['prod-eu', 'payments', 'edit', '4h1m', 'prod-payments-change', '4h'],
    ['prod-eu', 'payments', 'debug', '720h', 'prod-payments-change', '4h'],
    ['prod-eu', 'payments', 'admin', '61m', 'prod-admin', '1h'],
  ])('%s %s %s for %s is longer than %s allows', (cluster, namespaces, role, duration, rule, longest) => {
    expect(asking(cluster, namespaces, role, duration)).toEqual({
      outcome: 'refused',
      refusal: { code: 'too-long', rule, asked: durationOf(duration), longest: durationOf(longest) },
    });
  });

  it.each([
    ['prod-eu', 'checkout', 'edit'],
    ['prod-eu', 'platform', 'debug'],
    ['prod-eu', 'checkout,payments', 'edit'],
    ['prod-eu', 'payments', 'cluster-view'],
    ['staging-eu', 'payments', 'admin'],
    ['staging-eu', 'payments', 'debug'],
    ['staging-eu', 'payments', 'cluster-view'],
  ])('%s %s %s is refused: no rule covers it', (cluster, namespaces, role) => {
    const refusal = { code: 'no-rule', scope: scope(cluster, namespaces, role) };
    expect(asking(cluster, namespaces, role, '1m')).toEqual({ outcome: 'refused', refusal });
  });

  it('a cluster that it does not have is named beside those it has', () => {
    expect(asking('prod-us', 'payments', 'view', '1h')).toEqual({
      outcome: 'refused',
      refusal: { code: 'unknown-cluster', cluster: 'prod-us', known: ['prod-eu', 'staging-eu'] },
    });
  });

  it('one unknown namespace among known ones refuses the whole request', () => {
    const known = ['payments', 'checkout', 'platform'];
    expect(asking('prod-eu', 'payments,kube-system', 'view', '1h')).toEqual({
      outcome: 'refused',
      refusal: { code: 'unknown-namespace', cluster: 'prod-eu', namespace: 'kube-system', known },
    });
  });

  it('a role that it does not have is named beside those it has', () => {
    const known = ['view', 'edit', 'debug', 'admin', 'cluster-view'];
    expect(asking('prod-eu', 'payments', 'root', '1h')).toEqual({
      outcome: 'refused',
      refusal: { code: 'unknown-role', role: 'root', known },
    });
  });

  it('a cluster-wide role is not given in a namespace, not even by a rule that names no roles', () => {
    const everything = {
      name: 'all',
      hash: 'a'.repeat(64),
      when: {},
      maxDuration: durationOf('1h'),
      approval: { kind: 'automatic' },
    } as const;
    const asks = ask({ scope: scope('prod-eu', 'payments', 'cluster-view') });
    expect(decide({ ...estate, rules: [everything] }, asks)).toEqual({
      outcome: 'refused',
      refusal: { code: 'no-rule', scope: asks.scope },
    });
  });
});
