import type { NonEmpty } from '../../shared/domain/brand.ts';
import type { Dice } from '../simulation/time/chance.ts';
import { type PlatformState, statusOf, type TestPlatform } from '../support/platform.ts';
import { click } from '../support/stories-on-platform.ts';

const people = ['alice', 'bob', 'carol'] as const;

const wishes = [
  'staging-eu payments edit 15m',
  'staging-eu checkout,platform view 30m',
  'prod-eu payments view 15m',
  'prod-eu payments edit 30m',
  'prod-eu payments debug 15m',
] as const;

/** Calls that take their time, or fail although they had their effect, so that more kills find one under way. */
const faults: NonEmpty<Readonly<Record<string, unknown>>> = [
  { target: 'kubernetes.patchRoleBinding', error: 500, delayMs: 1500 },
  { target: 'kubernetes.createRoleBinding', error: 500, when: 'after' },
  { target: 'kubernetes.deleteRoleBinding', error: 500, delayMs: 1500 },
  { target: 'eks.CreateAccessEntry', error: 'ThrottlingException', when: 'after' },
  { target: 'eks.DeleteAccessEntry', error: 'ThrottlingException', delayMs: 1500 },
  { target: 'dynamodb', error: 'InternalServerError', when: 'after' },
  { target: 'lambda.open-window', error: 'crash' },
  { target: 'lambda.close-window', error: 'crash' },
];

/** What somebody does next. The platform may be killed meanwhile, or refuse it; that is theirs to put up with. */
type Deed = (platform: TestPlatform, dice: Dice, about: string) => Promise<unknown>;

const ask: Deed = (platform, dice, about) =>
  platform.command(
    dice.pick(`${about} who`, people),
    `request ${dice.pick(`${about} what`, wishes)} while it is killed`,
  );

const breakGlass: Deed = (platform, dice, about) =>
  platform.command(
    dice.pick(`${about} who`, people),
    'prod-eu payments debug it burns while it is killed',
    '/k8s-break-glass',
  );

const approve: Deed = async (platform, dice, about) => {
  const id = someIn(await platform.state(), 'pending', dice, about);
  return id && click(platform, dice.pick(`${about} who`, ['bob', 'carol']), 'approve', id);
};

const revoke: Deed = async (platform, dice, about) => {
  const id = someIn(await platform.state(), 'active', dice, about);
  return id && platform.command('dave', `revoke ${id} enough of it`);
};

const release: Deed = async (platform, dice, about) => {
  const state = await platform.state();
  const id = someIn(state, 'active', dice, about);
  // Of those who can have asked for it one is the right one; the others are refused.
  return Promise.all(people.map((person) => id && platform.command(person, `release ${id}`)));
};

const passTime: Deed = (platform, dice, about) => platform.advance(dice.between(about, 30, 1200));

const disturb: Deed = (platform, dice, about) => platform.fault(dice.pick(about, faults));

const deeds = [
  ask,
  ask,
  ask,
  breakGlass,
  approve,
  approve,
  revoke,
  release,
  passTime,
  passTime,
  disturb,
] as const;

/** Does one thing after the other until it is told to stop. */
export async function bustle(
  platform: TestPlatform,
  dice: Dice,
  about: string,
  isOver: () => boolean,
): Promise<void> {
  for (let number = 0; !isOver(); number += 1) {
    const what = `${about} ${number}`;
    await dice
      .pick(what, deeds)(platform, dice, what)
      .catch(() => {});
  }
}

function someIn(state: PlatformState, status: string, dice: Dice, about: string): string | undefined {
  const found = state.requests.filter(({ id }) => statusOf(state, id) === status);
  return found[dice.between(`${about} of`, 0, Math.max(0, found.length - 1))]?.id;
}
