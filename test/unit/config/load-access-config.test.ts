import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../shared/config/config-error.ts';
import { loadAccessConfig, parseAccessConfig } from '../../../shared/config/load-access-config.ts';
import { domainsOf } from '../../../shared/domain/identity-source.ts';
import { complaintAbout, example } from '../../support/access-file.ts';
import { config, durationOf } from '../../support/records.ts';

describe('the example estate', () => {
  it('has two clusters, five roles, four rules and one company', () => {
    expect([...config.estate.clusters.keys()]).toEqual(['prod-eu', 'staging-eu']);
    expect([...config.estate.roles.keys()]).toEqual(['view', 'edit', 'debug', 'admin', 'cluster-view']);
    expect(config.estate.rules.map(({ name, maxDuration }) => [name, maxDuration])).toEqual([
      ['staging-work', durationOf('8h')],
      ['prod-view', durationOf('2h')],
      ['prod-payments-change', durationOf('4h')],
      ['prod-admin', durationOf('1h')],
    ]);
    expect(config.identities.map(domainsOf)).toEqual([['example.com']]);
    expect(config.approvalsChannel).toBe('access-requests');
    expect(config.fallbackChannel).toBe('security-alerts');
    expect(config.securityUsergroup).toBe('security');
  });

  it('gives each cluster its environment and its namespaces', () => {
    const clusters = [...config.estate.clusters.values()];
    expect(clusters.map(({ name, environment }) => [name, environment])).toEqual([
      ['prod-eu', 'prod'],
      ['staging-eu', 'non-prod'],
    ]);
    for (const { namespaces } of clusters) expect(namespaces).toEqual(['payments', 'checkout', 'platform']);
  });

  it('is read the same with Windows line ends and a byte order mark', () => {
    expect(parseAccessConfig(`\ufeff${example.replaceAll('\n', '\r\n')}`, 'access.yaml')).toEqual(config);
  });
});

describe('a file that cannot be read as YAML', () => {
  it.each(['nowhere/access.yaml', tmpdir()])('%s says what to do', (path) => {
    expect(() => loadAccessConfig(path)).toThrow(
      new ConfigError(
        `${path} cannot be read. Create it (the example estate's access.yaml is a start), or name another with --config.`,
      ),
    );
  });

  it.each([
    ['not YAML', 'version: 1\nrules: [\n', /^access\.yaml:3: this cannot be read as YAML: .+\.$/],
    ['a tab as indentation', 'slack:\n\tapprovalsChannel: x\n', /^access\.yaml:2: .+Tabs are not allowed/],
    ['a key said twice', 'version: 1\nversion: 1\n', /^access\.yaml:2: .+Map keys must be unique\.$/],
    ['two documents', 'version: 1\n---\nversion: 1\n', /^access\.yaml:2: .+keep one and remove the `---`\.$/],
    ['an alias of nothing', 'version: *one\n', /^access\.yaml: .+Unresolved alias.+: one\.$/],
    [
      'aliases that multiply without end',
      `a: &a [${'x,'.repeat(10)}]\nb: &b [${'*a,'.repeat(10)}]\nc: [${'*b,'.repeat(11)}]\n`,
      /^access\.yaml: .+Excessive alias count/,
    ],
  ])('%s', (_, text, message) => {
    expect(complaintAbout(text)).toMatch(message);
  });
});

describe('a file without a mapping', () => {
  it.each([
    ['empty', '', 'nothing'],
    ['comments alone', '# nothing here\n', 'nothing'],
    ['a list', '- version: 1\n', 'a list'],
    ['a text', 'hello\n', '"hello"'],
  ])('%s', (_, text, found) => {
    expect(complaintAbout(text)).toBe(
      `access.yaml:1: the file: Put a mapping of keys to values here, not ${found}; access.schema.json shows the form.`,
    );
  });
});
