import type { ChannelSeed } from '../slack/channels.ts';
import type { UserSeed } from '../slack/people.ts';
import type { UsergroupSeed } from '../slack/usergroups.ts';
import type { Team } from '../slack/workspace.ts';

// The people of the example estate: an engineer, a payments lead, someone on call, security, a guest, one who left.

export const team: Team = { id: 'T0EXAMPLE', domain: 'example', name: 'Example' };

export const personas = [
  persona('alice', 'Alice Engineer'),
  persona('bob', 'Bob Payments-Lead'),
  persona('carol', 'Carol On-Call'),
  persona('dave', 'Dave Security'),
  { ...persona('erin', 'Erin Guest'), isRestricted: true },
  { ...persona('frank', 'Frank Gone'), deleted: true },
] as const satisfies readonly UserSeed[];

export const usergroups: readonly UsergroupSeed[] = [
  usergroup('payments-leads', 'Payments leads', ['bob', 'carol']),
  usergroup('platform-oncall', 'Platform on call', ['carol']),
  usergroup('security', 'Security', ['dave']),
];

export const channels: readonly ChannelSeed[] = ['general', 'access-requests', 'security-alerts'].map(
  (name) => ({
    id: `C0${idPart(name)}`,
    name,
  }),
);

function persona(name: string, realName: string) {
  return { id: `U0${idPart(name)}`, name, realName, email: `${name}@example.com` };
}

function usergroup(handle: string, name: string, members: readonly string[]): UsergroupSeed {
  return { id: `S0${idPart(handle)}`, handle, name, users: members.map((member) => `U0${idPart(member)}`) };
}

function idPart(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}
