import { describe, expect, it } from 'vitest';
import { askableNamespaces, askableRoles, rolesGivenIn } from '../../../shared/domain/askable.ts';
import { decide, judge } from '../../../shared/domain/decide.ts';
import type { Rule } from '../../../shared/domain/estate.ts';
import { isNarrowerOrEqual } from '../../../shared/domain/narrower.ts';
import { powersOf } from '../../../shared/domain/role-powers.ts';
import { hashOfRules } from '../../../shared/domain/role-rules.ts';
import { mismatchInWords } from '../../../shared/domain/rule-words.ts';
import { isClusterWide, parseExtent, scopeOf } from '../../../shared/domain/scope.ts';
import { sentenceFor } from '../../../shared/domain/sentences.ts';
import { fixWindow } from '../../../shared/domain/window.ts';
import { clusterViewRule, wholeOfProd, wideEstate } from '../../support/cluster-wide.ts';
import { ask, asked, estate, noon, scope, sha256 } from '../../support/records.ts';

const outcomeOf = (rules: readonly Rule[], asks = wholeOfProd) =>
  decide({ ...estate, rules }, ask({ scope: asks }));
const refusalOf = (...args: Parameters<typeof outcomeOf>) => {
  const decision = outcomeOf(...args);
  return decision.outcome === 'refused' ? decision.refusal.code : decision.outcome;
};

describe('a cluster-wide role', () => {
  it('is given in the whole cluster by a rule that names it', () => {
    expect(outcomeOf(wideEstate.rules)).toMatchObject({ outcome: 'automatic', rule: 'prod-cluster-view' });
  });

  it.each([
    ['names no roles', {}],
    [
      'is for namespaces',
      { ...clusterViewRule.when, namespaces: estate.clusters.get(wholeOfProd.cluster)?.namespaces ?? [] },
    ],
    ['is for another environment', { ...clusterViewRule.when, environments: ['non-prod'] }],
  ])('is not covered by a rule that %s', (_, when) => {
    expect(refusalOf([{ ...clusterViewRule, when }])).toBe('no-rule');
  });

  it('is not given in a namespace, and the refusal says what to type', () => {
    const decision = outcomeOf(wideEstate.rules, scope('prod-eu', 'payments', 'cluster-view'));
    expect(decision).toMatchObject({ refusal: { code: 'role-is-cluster-wide' } });
    if (decision.outcome === 'refused') expect(sentenceFor(decision.refusal)).toContain('type `*`');
  });

  it('is nothing that the form offers where no rule names it', () => {
    const offered = askableRoles(estate, [{ ...clusterViewRule, when: {} }], { namespaces: [] });
    expect(offered.map(({ name }) => name)).not.toContain('cluster-view');
  });

  it('is explained: the rule that names no roles does not cover it', () => {
    const { readings } = judge(
      { ...estate, rules: [{ ...clusterViewRule, when: {} }] },
      ask({ scope: wholeOfProd }),
    );
    const why = readings.flatMap((reading) => (reading.matches ? [] : reading.why.map(mismatchInWords)));
    expect(why).toEqual(['role cluster-view is cluster-wide, and the rule does not name it']);
  });

  it('is explained: a rule for namespaces is not for the whole of a cluster', () => {
    const when = { ...clusterViewRule.when, namespaces: scope('prod-eu', 'payments', 'view').namespaces };
    const rules = [{ ...clusterViewRule, when }] as readonly Rule[];
    const { readings } = judge({ ...estate, rules }, ask({ scope: wholeOfProd }));
    const why = readings.flatMap((reading) => (reading.matches ? [] : reading.why));
    expect(why).toMatchObject([{ condition: 'whole-cluster' }]);
  });

  it('is one that brokers can give only where a rule gives it', () => {
    const given = (of: typeof estate) =>
      [...of.clusters.values()].map((cluster) =>
        rolesGivenIn(of, cluster).some(({ name }) => name === 'cluster-view'),
      );
    expect(given(estate)).toEqual([false, false]);
    expect(given(wideEstate)).toEqual([true, false]);
  });
});

describe('the whole cluster', () => {
  it('is not what a role of namespaces is given in', () => {
    expect(refusalOf(wideEstate.rules, scope('prod-eu', '*', 'view'))).toBe('role-is-in-namespaces');
  });

  it('has every namespace in it', () => {
    expect(scope('prod-eu', 'payments,*', 'cluster-view')).toEqual(wholeOfProd);
    expect(isClusterWide(wholeOfProd)).toBe(true);
  });

  it.each(['**', 'pay*', '* ', ''])('is not %j', (text) => {
    expect(parseExtent(text).ok).toBe(false);
  });

  it('is offered beside the namespaces where a rule gives a role in it', () => {
    const { cluster } = wholeOfProd;
    expect(askableNamespaces(wideEstate, wideEstate.rules, cluster)).toEqual([
      ...['payments', 'checkout', 'platform'],
      '*',
    ]);
    expect(askableNamespaces(estate, estate.rules, cluster)).not.toContain('*');
    expect(askableRoles(wideEstate, wideEstate.rules, wholeOfProd).map(({ name }) => name)).toEqual([
      'cluster-view',
    ]);
  });

  it('is one binding without a namespace', () => {
    const { bindings } = fixWindow({ ...asked(), scope: wholeOfProd }, noon);
    expect(bindings.map(({ namespace }) => namespace)).toEqual(['*']);
  });

  it('is no scope where nothing is named', () => {
    expect(scopeOf(wholeOfProd.cluster, [], wholeOfProd.role)).toBeUndefined();
  });
});

describe('a rule of a role about paths of the API server', () => {
  const metrics = {
    verbs: ['get'],
    apiGroups: [],
    resources: [],
    resourceNames: [],
    nonResourceURLs: ['/metrics'],
  };
  const all = { ...metrics, nonResourceURLs: ['/metrics', '/logs/*'] };

  it('counts in the hash over the rules', () => {
    expect(hashOfRules([metrics], sha256)).not.toBe(hashOfRules([all], sha256));
  });

  it('is shown', () => {
    expect(powersOf([all]).can).toEqual(['call on the API server /logs/*, /metrics']);
  });

  it.each([
    [metrics, all, true],
    [all, metrics, false],
    [{ ...metrics, nonResourceURLs: ['/logs/kube'] }, all, true],
    [{ ...metrics, verbs: ['put'] }, all, false],
    [all, { ...metrics, nonResourceURLs: ['*'] }, true],
  ])('%j is no more than %j: %s', (lesser, wider, expected) => {
    expect(isNarrowerOrEqual([lesser], [wider])).toBe(expected);
  });
});
