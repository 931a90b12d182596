import * as z from 'zod';

const name = z.string().min(1);

/** What a person puts into an element; null for nothing. */
const given = z.union([z.string(), z.array(z.string()), z.null()]);

/** By block id and action id. */
const filled = z.record(z.string(), z.record(z.string(), given)).default({});

/** `POST /local/slack/command`. `channel` is the person's direct messages unless said. */
export const commandRequest = z.strictObject({
  user: name,
  command: name.regex(/^\/?[a-z0-9_-]+$/, 'must be the name of a slash command, like /k8s-access'),
  text: z.string().default(''),
  channel: name.optional(),
});

const at = {
  user: name,
  action_id: name,
  channel: name.optional(),
  ts: name.optional(),
  view_id: name.optional(),
};

/** Where an element stands. */
type Place =
  | { readonly kind: 'message'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'view'; readonly viewId: string };

interface Named {
  readonly channel?: string | undefined;
  readonly ts?: string | undefined;
  readonly view_id?: string | undefined;
}

function placed<Given extends Named>(given: Given, context: z.RefinementCtx): Given & { place: Place } {
  const { channel, ts, view_id: viewId } = given;
  if (viewId !== undefined && channel === undefined && ts === undefined) {
    return { ...given, place: { kind: 'view', viewId } };
  }
  if (viewId === undefined && channel !== undefined && ts !== undefined) {
    return { ...given, place: { kind: 'message', channel, ts } };
  }
  context.addIssue({ code: 'custom', message: 'give channel and ts for a message, or view_id for a view' });
  return z.NEVER;
}

/** `POST /local/slack/action`. `values` is what has been put into the rest of the view so far. */
export const actionRequest = z
  .strictObject({ ...at, value: given.optional(), values: filled })
  .transform(placed);

/** `POST /local/slack/suggest`. `values` as in an action. */
export const suggestRequest = z
  .strictObject({ ...at, value: z.string().default(''), values: filled })
  .transform(placed);

/** `POST /local/slack/submit` */
export const submitRequest = z.strictObject({
  user: name,
  view_id: name,
  values: filled,
});

/** `POST /local/slack/close` */
export const closeRequest = z.strictObject({ user: name, view_id: name });

/** `POST /local/slack/usergroups/:handle`. `users` are ids or names. */
export const usergroupRequest = z.strictObject({
  name: name.optional(),
  users: z.array(name).optional(),
  deleted: z.boolean().optional(),
  generate: z.int().min(1).max(5000).optional(),
});

/** `POST /local/slack/channels/:id` */
export const channelRequest = z.strictObject({
  archived: z.boolean().optional(),
  botMember: z.boolean().optional(),
});

/** `POST /local/slack/home` */
export const homeRequest = z.strictObject({ user: name });
