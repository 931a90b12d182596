import { beforeEach, describe, expect, it } from 'vitest';
import { parseClusterName, parseNamespace } from '../../../shared/domain/scope.ts';
import { raise } from '../../../shared/domain/transition.ts';
import { within } from '../../../shared/usecases/in-time.ts';
import { type ScopeSearch, suggestScope } from '../../../shared/usecases/suggest-scope.ts';
import { patiently } from '../../support/drafts.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, asked, minutesAfterNoon, must, scope, sha256 } from '../../support/records.ts';

let world: World;
let gate: Gate;
beforeEach(() => {
  world = new World();
  gate = new Gate();
});

const search = (of: ScopeSearch['of'], typed = '', cluster?: string) =>
  suggestScope(
    world.ports(gate),
    { by: alice.person, of, typed, ...(cluster && { cluster: must(parseClusterName(cluster)) }) },
    patiently,
  );

const asksFor = (cluster: string, namespaces: string, minutes: number) =>
  world.given(
    raise(asked({ scope: scope(cluster, namespaces, 'view'), at: minutesAfterNoon(minutes) }), sha256),
  );

describe('a search of the form', () => {
  it('finds the clusters and namespaces that the person may ask for', async () => {
    expect(await search('cluster')).toEqual({ recent: [], others: ['prod-eu', 'staging-eu'] });
    expect(await search('cluster', 'stag')).toEqual({ recent: [], others: ['staging-eu'] });
    expect(await search('namespaces', 'a', 'prod-eu')).toEqual({
      recent: [],
      others: ['payments', 'platform'],
    });
  });

  it('offers no namespace of another cluster than the chosen one', async () => {
    const [prod] = world.estate.clusters.values();
    const clusters = new Map(world.estate.clusters);
    if (prod) clusters.set(prod.name, { ...prod, namespaces: [must(parseNamespace('only-here'))] });
    world.estate = { ...world.estate, clusters };
    expect((await search('namespaces', '', 'prod-eu')).others).toEqual(['only-here']);
    expect((await search('namespaces', 'only', 'staging-eu')).others).toEqual([]);
    expect((await search('namespaces', 'only')).others).toEqual(['only-here']);
    expect((await search('namespaces', '', 'gone')).others).toEqual([]);
  });

  it('begins with what was asked for lately, as long as nothing is typed', async () => {
    asksFor('prod-eu', 'platform', 1);
    asksFor('staging-eu', 'checkout,payments', 2);
    expect(await search('cluster')).toEqual({ recent: ['staging-eu', 'prod-eu'], others: [] });
    expect(await search('namespaces', '', 'prod-eu')).toEqual({
      recent: ['platform'],
      others: ['payments', 'checkout'],
    });
    expect(await search('namespaces', 'p', 'prod-eu')).toEqual({
      recent: [],
      others: ['payments', 'platform'],
    });
  });

  it('forgets what may no longer be asked for', async () => {
    asksFor('prod-eu', 'platform', 1);
    world.estate = { ...world.estate, rules: world.estate.rules.slice(0, 1) };
    expect(await search('cluster')).toEqual({ recent: [], others: ['staging-eu'] });
  });

  it.each([{ guest: true }, { stranger: true }, { deactivated: true }, { bot: true }])(
    'finds nothing for an account with %j',
    async (flags) => {
      world.workspace.change(alice.person.userId, flags);
      expect(await search('cluster')).toEqual({ recent: [], others: [] });
    },
  );

  it('does without recent ones where they cannot be read, and finds nothing where the person cannot', async () => {
    const patient = within(world.ports(), 1);
    gate.fail('queries.byRequester');
    const found = { by: alice.person, of: 'cluster', typed: '' } as const;
    expect((await suggestScope(world.ports(gate), found, patient)).others).toHaveLength(2);
    gate.fail('directory.profile');
    expect((await suggestScope(world.ports(gate), found, patient)).others).toEqual([]);
    expect(world.reported).toEqual(['read recent requests', 'read who searches']);
  });
});
