import * as z from 'zod';
import { usergroupMembers, usergroupObject } from '../acts/payloads.ts';
import { SlackError } from '../errors.ts';
import { knownUser } from './access.ts';
import { flag, type Method, method, page, paging } from './method.ts';

/** https://docs.slack.dev/reference/methods/users.info and its neighbours */
export const peopleMethods: Readonly<Record<string, Method>> = {
  'users.info': method(
    { user: z.string().min(1), include_locale: flag.optional() },
    (workspace, { user }) => ({ user: knownUser(workspace, user) }),
  ),

  'users.list': method({ ...paging, include_locale: flag.optional() }, ({ people, now }, given) => {
    const { items, response_metadata } = page(people.all(), given);
    return { members: items, cache_ts: Math.floor(now() / 1000), response_metadata };
  }),

  'users.lookupByEmail': method({ email: z.string().min(1) }, ({ people }, { email }) => {
    const wanted = email.toLowerCase();
    const user = people.all().find((each) => !each.deleted && each.profile.email?.toLowerCase() === wanted);
    if (!user) throw new SlackError('users_not_found');
    return { user };
  }),

  'usergroups.list': method(
    {
      include_users: flag.optional(),
      include_count: flag.optional(),
      include_disabled: flag.optional(),
    },
    (workspace, { include_users = false, include_disabled = false }) => ({
      usergroups: workspace.usergroups
        .all()
        .filter(({ deleted }) => include_disabled || !deleted)
        .map((group) => usergroupObject(workspace, group, include_users)),
    }),
  ),

  'usergroups.users.list': method(
    { usergroup: z.string().min(1), include_disabled: flag.optional() },
    (workspace, { usergroup, include_disabled = false }) => {
      const group = workspace.usergroups.byId(usergroup);
      if (!group || (group.deleted && !include_disabled)) throw new SlackError('no_such_subteam');
      return { users: usergroupMembers(workspace, group) };
    },
  ),
};
