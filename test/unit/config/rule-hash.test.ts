import { describe, expect, it } from 'vitest';
import { parseAccessConfig } from '../../../shared/config/load-access-config.ts';
import { hashOfRule } from '../../../shared/config/rule-hash.ts';
import type { Rule } from '../../../shared/domain/estate.ts';
import { example } from '../../support/access-file.ts';

const everything = `
  - name: everything
    when:
      environments: [prod]
      clusters: [prod-*]
      namespaces: [payments]
      roles: [edit]
      requesters: { usergroups: [payments-team], people: [alice@example.com] }
      schedule: { weekdays: [mon], hours: 09:00-17:30, zone: Europe/Berlin }
    maxDuration: 4h
    reason: { pattern: '\\w+', explain: Say more. }
    ticket: { pattern: 'OPS-\\d+', explain: Name a ticket. }
    approval:
      lapseAfter: 8h
      stages: [{ usergroups: [payments-leads], people: [bob@example.com], quorum: 2 }]
`;
const text = `${example}${everything}`;
const rulesOf = (file: string) => parseAccessConfig(file, 'access.yaml').estate.rules;
const hashes = (file: string) => new Map(rulesOf(file).map(({ name, hash }) => [name, hash]));

type Json = string | number | readonly Json[] | { readonly [key: string]: Json };

/** A plain value with one of its leaves changed, for each leaf, under the leaf's path. */
function changed(value: Json, path = ''): readonly (readonly [string, Json])[] {
  if (typeof value === 'string') return [[path, `${value}x`]];
  if (typeof value === 'number') return [[path, value + 1]];
  if (Array.isArray(value)) {
    const one = value.flatMap((item: Json, place) =>
      changed(item, `${path}.${place}`).map(([at, other]) => [at, value.with(place, other)] as const),
    );
    return [...one, [`${path} one less`, value.slice(1)]];
  }
  return Object.entries(value).flatMap(([key, item]: [string, Json]) =>
    changed(item, `${path}.${key}`).map(([at, other]) => [at, { ...value, [key]: other }] as const),
  );
}

function plain(): Rule {
  const rule = rulesOf(text).at(-1);
  if (rule === undefined) throw new Error('there is a last rule');
  const { hash: _, ...hashed } = rule;
  return JSON.parse(JSON.stringify(hashed)) as Rule;
}

describe('the hash of a rule', () => {
  const rule = plain();
  const variants = changed(rule as unknown as Json);

  it.each(variants)('is another when%s changes', (_, variant) => {
    expect(hashOfRule(variant as unknown as Rule)).not.toBe(hashOfRule(rule));
  });

  it('is tried with every field that a rule can have', () => {
    const paths = variants.map(([path]) => path).join();
    for (const field of ['.name', '.environments', '.clusters', '.namespaces', '.roles', '.maxDuration']) {
      expect(paths).toContain(field);
    }
    for (const field of ['.requesters.usergroups', '.requesters.people', '.schedule.weekdays', '.zone']) {
      expect(paths).toContain(field);
    }
    for (const field of ['.hours', '.reason.pattern', '.ticket.explain', '.approvers', '.quorum', '.lapse']) {
      expect(paths).toContain(field);
    }
  });

  it('is the same where rules change places, comments come and the file is laid out anew', () => {
    const begin = text.indexOf('  - name:', text.indexOf('\nrules:'));
    const [first = '', ...others] = text.slice(begin).split(/(?= {2}- name:)/);
    const head = text.slice(0, begin);
    const moved = `${head}${others.join('')}\n  # moved here\n${first}`;
    expect([...hashes(moved)].toSorted()).toEqual([...hashes(text)].toSorted());
    const split = `[ # the team
          payments-team,
        ]`;
    expect(hashes(text.replace('[payments-team]', split))).toEqual(hashes(text));
  });

  it('is the same however its keys are ordered', () => {
    const backwards = Object.fromEntries(Object.entries(rule).toReversed()) as unknown as Rule;
    expect(hashOfRule(backwards)).toBe(hashOfRule(rule));
  });

  it('differs between the rules of the example', () => {
    const all = rulesOf(example).map(({ hash }) => hash);
    expect(new Set(all).size).toBe(all.length);
  });
});
