import type { Workspace } from '../../support/in-memory/workspace.ts';
import { member } from '../../support/records.ts';
import { loners } from '../world/estate.ts';

/** Engineers who may ask and never approve, beside alice, bob, carol and dave. */
export const engineers = ['gina', 'hank', 'ivan', 'judy'] as const;

/** The workspace that everybody is in. */
export const teamIdOfCast = member('alice').person.teamId;

export const accountOf = (name: string): { readonly teamId: string; readonly userId: string } => {
  const { teamId, userId } = member(name).person;
  return { teamId, userId };
};

/** Puts the engineers into the workspace. */
export function addEngineers({ people }: Workspace): void {
  const flags = { emailConfirmed: true, deactivated: false, bot: false, guest: false, stranger: false };
  for (const name of [...engineers, ...loners]) {
    const { person } = member(name);
    people.set(person.userId, { ...person, ...flags });
  }
}
