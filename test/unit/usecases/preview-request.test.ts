import { beforeEach, describe, expect, it } from 'vitest';
import { invalid, valid } from '../../../shared/domain/brand.ts';
import { clusterRole } from '../../../shared/domain/grant.ts';
import { isStuck } from '../../../shared/domain/outlook.ts';
import type { Verdict } from '../../../shared/domain/preview.ts';
import { raise } from '../../../shared/domain/transition.ts';
import { type InTime, within } from '../../../shared/usecases/in-time.ts';
import { type Draft, previewRequest } from '../../../shared/usecases/preview-request.ts';
import type { RoleDescriber } from '../../../shared/usecases/role-ports.ts';
import { draft, patiently } from '../../support/drafts.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { World } from '../../support/in-memory/world.ts';
import { ruleOf } from '../../support/policy-rules.ts';
import { alice, asked, bob, carol, durationOf, scope, sha256 } from '../../support/records.ts';

const rules = [ruleOf({ verbs: ['create'], resources: ['pods/exec'] })];
const seeing: RoleDescriber = {
  describe: async ({ roles }) =>
    roles.map((role) => ({ role, seen: 'rules', grant: clusterRole(`k8s-access:${role}`), rules })),
};

let world: World;
let gate: Gate;
beforeEach(() => {
  world = new World();
  gate = new Gate();
});

const preview = (wanted: Partial<Draft> = {}, inTime: InTime = patiently, roles = seeing) =>
  previewRequest({ ...world.ports(gate), roles }, draft(wanted), inTime);

const verdictOn = async (wanted: Partial<Draft> = {}) => (await preview(wanted)).verdict;

function allowed(verdict: Verdict): Extract<Verdict, { outcome: 'allowed' }> {
  if (verdict.outcome !== 'allowed') throw new Error(`it is ${verdict.outcome}`);
  return verdict;
}

const nothingChosen = (): Draft => {
  const { cluster: _, role: __, ...rest } = draft();
  return { ...rest, namespaces: [], duration: invalid('type one'), reason: '' };
};

describe('the preview of a request', () => {
  it('says that it opens at once, by which rule', async () => {
    const verdict = allowed(await verdictOn(scope('prod-eu', 'payments', 'view')));
    expect(verdict).toMatchObject({ rule: { name: 'prod-view' }, hindrances: [] });
    expect(verdict.outlook).toBeUndefined();
  });

  it('says who would be asked', async () => {
    const { outlook } = allowed(await verdictOn());
    expect(outlook?.[0]).toMatchObject({ approvers: [bob.person, carol.person], enough: 'yes' });
  });

  it('says that nobody can approve now', async () => {
    world.workspace.groups.set('payments-leads', new Set([alice.person.userId]));
    const { outlook } = allowed(await verdictOn());
    expect(outlook !== undefined && isStuck(outlook)).toBe(true);
  });

  it('says why it is refused', async () => {
    const verdict = await verdictOn(scope('prod-eu', 'checkout', 'edit'));
    expect(verdict).toMatchObject({ outcome: 'refused', refusal: { code: 'no-rule' } });
  });

  it('of a cluster or namespace that the policy no longer has is refused', async () => {
    expect(await verdictOn(scope('gone', 'payments', 'edit'))).toMatchObject({
      refusal: { code: 'unknown-cluster' },
    });
    expect(await verdictOn(scope('prod-eu', 'gone', 'edit'))).toMatchObject({
      refusal: { code: 'unknown-namespace' },
    });
  });

  it('is not there before a cluster, a namespace and a role are chosen', async () => {
    expect(await preview(nothingChosen())).toMatchObject({ verdict: { outcome: 'incomplete' } });
  });

  it('names what must be mended, beside who would be asked', async () => {
    const long = allowed(await verdictOn({ duration: valid(durationOf('5h')) }));
    expect(long.hindrances).toEqual([expect.objectContaining({ code: 'too-long', longest: 240 })]);
    expect(long.outlook).toBeDefined();
    const nonsense = allowed(await verdictOn({ duration: invalid('That is no duration.') }));
    expect(nonsense.hindrances).toEqual([{ code: 'no-duration', problem: 'That is no duration.' }]);
  });

  it('warns of the cap before the form is sent', async () => {
    world.estate = { ...world.estate, maxOpenWindows: 1 };
    expect(allowed(await verdictOn()).hindrances).toEqual([]);
    world.given(raise(asked(), sha256));
    expect(allowed(await verdictOn()).hindrances).toMatchObject([{ code: 'too-many-open' }]);
  });

  it.each([
    ['guest', { guest: true }],
    ['stranger', { stranger: true }],
    ['deactivated', { deactivated: true }],
  ])('is for a %s only the reason why there is none', async (code, flags) => {
    world.workspace.change(alice.person.userId, flags);
    const answer = await preview();
    expect(answer.verdict).toMatchObject({ outcome: 'nobody', refusal: { code } });
    expect(answer.role).toBeUndefined();
  });

  it('says so where no rule is for the person', async () => {
    const nobodys = world.estate.rules.map((rule) => ({
      ...rule,
      when: { ...rule.when, requesters: { usergroups: [], people: ['dave@example.com'] } },
    }));
    world.estate = { ...world.estate, rules: nobodys };
    expect(await verdictOn()).toEqual({ outcome: 'nothing-to-ask' });
  });
});

describe('the roles to choose from', () => {
  const offered = async (wanted: Partial<Draft>) =>
    (await preview(wanted)).roles.map(({ name }) => name as string);

  it('are those that a rule covers for all that is chosen', async () => {
    expect(await offered({})).toEqual(['view', 'edit', 'debug', 'admin']);
    expect(await offered(scope('prod-eu', 'payments,checkout', 'view'))).toEqual(['view', 'admin']);
    expect(await offered(scope('staging-eu', 'payments', 'view'))).toEqual(['view', 'edit']);
  });

  it('leave out cluster-wide ones where a rule names no roles', async () => {
    const [rule] = world.estate.rules;
    if (rule === undefined) throw new Error('the example estate has rules');
    world.estate = { ...world.estate, rules: [{ ...rule, when: {} }] };
    expect(await offered({})).toEqual(['view', 'edit', 'debug', 'admin']);
  });

  it('are all that the person may ask for before anything is chosen, never a cluster-wide one', async () => {
    expect(await offered(nothingChosen())).toEqual(['view', 'edit', 'debug', 'admin']);
  });
});

describe('what the role can do', () => {
  it('is what the cluster says', async () => {
    expect((await preview()).role).toMatchObject({ chosen: { name: 'edit' }, rules });
  });

  it.each(['missing', 'unreachable'] as const)('may be %s, which blocks nothing', async (seen) => {
    const roles: RoleDescriber = { describe: async (asked) => asked.roles.map((role) => ({ role, seen })) };
    const answer = await preview({}, patiently, roles);
    expect(answer.role?.rules).toBe(seen === 'missing' ? 'missing' : 'unread');
    expect(answer.verdict.outcome).toBe('allowed');
  });
});

describe('a preview in time', () => {
  const never = new Promise<never>(() => {});
  const hurried = () => within({ timeUp: async () => undefined, reporter: world.ports().reporter }, 1);
  const soon = () =>
    within(
      { timeUp: () => new Promise((done) => setTimeout(done, 20)), reporter: world.ports().reporter },
      1,
    );

  it('leaves out the role that is not read in time, and keeps the rest', async () => {
    const answer = await preview({}, soon(), { describe: () => never });
    expect(answer.role?.rules).toBe('unread');
    expect(allowed(answer.verdict).outlook).toBeDefined();
  });

  it('leaves out the approvers that are not read in time, and keeps the rest', async () => {
    gate.stall('directory.rostersOf');
    const answer = await preview({}, soon());
    expect(allowed(answer.verdict).outlook).toBeUndefined();
    expect(answer.role?.rules).toEqual(rules);
  });

  it('says so when Slack does not say in time who asks, or fails', async () => {
    gate.stall('directory.profile');
    expect((await preview({}, hurried())).verdict).toEqual({ outcome: 'unread' });
    const failing = new Gate();
    failing.fail('directory.profile');
    const answer = await previewRequest({ ...world.ports(failing), roles: seeing }, draft(), soon());
    expect(answer.verdict).toEqual({ outcome: 'unread' });
    expect(answer.roles).not.toEqual([]);
    expect(world.reported).toEqual(['read who asks']);
  });
});
