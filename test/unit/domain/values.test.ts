import { describe, expect, it } from 'vitest';
import { parseRequestId, requestIdFromHash } from '../../../shared/domain/ids.ts';
import { after, instantFrom, parseInstant, secondsAfter } from '../../../shared/domain/instant.ts';
import {
  type ClusterName,
  type Namespace,
  parseClusterName,
  parseNamespace,
  parseRoleName,
  type RoleName,
  scopeOf,
} from '../../../shared/domain/scope.ts';
import { bindingNameOf } from '../../../shared/domain/window.ts';
import { durationOf, noon, sha256 } from '../../support/records.ts';

describe('a request id', () => {
  it('is twelve characters, the same for the same delivery and another for another', () => {
    const id = requestIdFromHash(sha256('delivery-1'));
    expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{12}$/);
    expect(requestIdFromHash(sha256('delivery-1'))).toBe(id);
    expect(requestIdFromHash(sha256('delivery-2'))).not.toBe(id);
  });

  it('reads the first sixty bits of the hash and no more', () => {
    expect(requestIdFromHash(`${'f'.repeat(15)}${'0'.repeat(49)}`)).toBe('zzzzzzzzzzzz');
    expect(requestIdFromHash(`${'0'.repeat(15)}${'f'.repeat(49)}`)).toBe('000000000000');
  });

  it('may be typed in capitals and with spaces around it', () => {
    expect(parseRequestId(' 7K3M9X2P4QAB ')).toEqual({ ok: true, value: '7k3m9x2p4qab' });
  });

  it.each([
    '',
    '7k3m9x2p4qa',
    '7k3m9x2p4qabc',
    '7k3m9x2p4qai',
    '7k3m9x2p4qal',
    '7k3m9x2p4qao',
    '7k3m9x2p4qau',
    '7k3m-9x2p4qa',
  ])('%j is none, and the answer says where to find one', (text) => {
    expect(parseRequestId(text)).toEqual({
      ok: false,
      problem:
        'A request id has 12 letters and digits, such as 7k3m9x2p4qab. `/k8s-access list` shows yours.',
    });
  });

  it('makes a binding name that Kubernetes accepts', () => {
    const name = bindingNameOf(requestIdFromHash(sha256('delivery-1')));
    expect(name).toMatch(/^k8s-access-[a-z0-9]{12}$/);
  });
});

describe('an instant', () => {
  it('is UTC with milliseconds', () => {
    expect(instantFrom(0)).toBe('1970-01-01T00:00:00.000Z');
    expect(parseInstant('2026-11-21T10:30:00.000Z').ok).toBe(true);
  });

  it.each([
    '2026-11-21T10:30:00Z',
    '2026-11-21T10:30:00.000',
    '2026-11-21T10:30:00.000+01:00',
    '2026-11-21',
    '2026-13-01T00:00:00.000Z',
    '2026-02-30T00:00:00.000Z',
    '2026-11-21T24:00:00.000Z',
    '2026-11-21T10:30:60.000Z',
    '',
  ])('%j is none', (text) => {
    const problem = 'A moment is written in UTC with milliseconds, such as 2026-11-21T10:30:00.000Z.';
    expect(parseInstant(text)).toEqual({ ok: false, problem });
  });

  it('later by a duration or by seconds crosses midnight', () => {
    expect(after(noon, durationOf('12h1m'))).toBe('2026-11-22T00:01:00.000Z');
    expect(secondsAfter(noon, 90)).toBe('2026-11-21T12:01:30.000Z');
  });
});

describe('a scope', () => {
  it('names each namespace once, in order', () => {
    const namespaces = ['payments', 'checkout', 'payments'] as Namespace[];
    expect(scopeOf('prod-eu' as ClusterName, namespaces, 'edit' as RoleName)).toEqual({
      cluster: 'prod-eu',
      namespaces: ['checkout', 'payments'],
      role: 'edit',
    });
  });

  it('without a namespace is none', () => {
    expect(scopeOf('prod-eu' as ClusterName, [], 'edit' as RoleName)).toBeUndefined();
  });

  it.each(['prod-eu', 'Prod_1', '1', 'a'.repeat(100)])('%j may be a cluster', (text) => {
    expect(parseClusterName(text).ok).toBe(true);
  });

  it.each(['', '-prod', 'prod eu', 'prod.eu', 'a'.repeat(101), 'prod\n', '<!channel>'])(
    '%j may not be a cluster',
    (text) => {
      expect(parseClusterName(text)).toEqual({
        ok: false,
        problem: 'A cluster name has up to 100 letters, digits, hyphens and underscores.',
      });
    },
  );

  it.each(['payments', 'a', '1', 'a-1', 'a'.repeat(63)])('%j may be a namespace', (text) => {
    expect(parseNamespace(text).ok).toBe(true);
  });

  it.each(['', 'Payments', '-a', 'a-', 'a.b', 'a_b', 'a'.repeat(64), '*', 'a,b', 'payments\n'])(
    '%j may not be a namespace',
    (text) => {
      expect(parseNamespace(text)).toEqual({
        ok: false,
        problem: 'A namespace has up to 63 lower-case letters, digits and hyphens.',
      });
    },
  );

  it.each(['', 'Edit', '1edit', '-edit', 'k8s:edit', 'a'.repeat(41), '*'])('%j may not be a role', (text) => {
    expect(parseRoleName(text)).toEqual({
      ok: false,
      problem: 'A role name has up to 40 lower-case letters, digits and hyphens, and begins with a letter.',
    });
  });
});
