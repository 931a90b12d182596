import { Hono } from 'hono';
import { BadBody, bodyOf } from '../../api/json-body.ts';
import { changeChannel } from '../acts/channels.ts';
import { actOnMessage, actOnView } from '../acts/click.ts';
import { command } from '../acts/command.ts';
import { filledIn, placeOf } from '../acts/fill.ts';
import { messageContext, viewContext } from '../acts/payloads.ts';
import { changePerson, openHome } from '../acts/people.ts';
import { close, submit } from '../acts/submit.ts';
import { suggest } from '../acts/suggest.ts';
import { changeUsergroup } from '../acts/usergroups.ts';
import { openView, visibleMessage } from '../acts/visible.ts';
import { NotInWorkspace, NotPossible } from '../errors.ts';
import { userChange } from '../people.ts';
import type { Slack } from '../slack.ts';
import { passOn } from './raw.ts';
import {
  actionRequest,
  channelRequest,
  closeRequest,
  commandRequest,
  homeRequest,
  submitRequest,
  suggestRequest,
  usergroupRequest,
} from './schemas.ts';

/**
 * The part of the local JSON API that drives Slack, to be mounted at `/`. Users and channels go by id or by name.
 * A bad body is answered with 400, something that does not exist with 404, each as `{error: <a sentence>}`.
 */
export function slackRoutes({ workspace }: Slack): Hono {
  const { people, channels } = workspace;
  const routes = new Hono();

  routes.post('/local/slack/command', async (context) => {
    const given = await bodyOf(context, commandRequest);
    const user = people.find(given.user);
    const channel =
      given.channel === undefined ? channels.directMessages(user) : channels.find(given.channel);
    const name = given.command.replace(/^\/?/, '/');
    return context.json(await command(workspace, user, channel, name, given.text));
  });

  routes.post('/local/slack/action', async (context) => {
    const given = await bodyOf(context, actionRequest);
    const user = people.find(given.user);
    const act = { actionId: given.action_id, value: given.value };
    if (given.place.kind === 'view') {
      const shown = openView(workspace, user, given.place.viewId);
      return context.json(await actOnView(workspace, user, shown, act, given.values));
    }
    const channel = channels.find(given.place.channel);
    const message = visibleMessage(workspace, user, channel, given.place.ts);
    return context.json(await actOnMessage(workspace, user, channel, message, act));
  });

  routes.post('/local/slack/submit', async (context) => {
    const given = await bodyOf(context, submitRequest);
    const user = people.find(given.user);
    const shown = openView(workspace, user, given.view_id);
    return context.json(await submit(workspace, user, shown, given.values));
  });

  routes.post('/local/slack/close', async (context) => {
    const given = await bodyOf(context, closeRequest);
    const user = people.find(given.user);
    return context.json(await close(workspace, user, openView(workspace, user, given.view_id)));
  });

  routes.post('/local/slack/suggest', async (context) => {
    const given = await bodyOf(context, suggestRequest);
    const user = people.find(given.user);
    const from = { actionId: given.action_id, typed: given.value };
    if (given.place.kind === 'view') {
      const shown = openView(workspace, user, given.place.viewId);
      const view = workspace.views.fill(shown, filledIn(workspace, shown.view, given.values));
      const where = { place: view.id, blocks: view.blocks, context: viewContext(view) };
      return context.json(await suggest(workspace, user, where, from));
    }
    const channel = channels.find(given.place.channel);
    const message = visibleMessage(workspace, user, channel, given.place.ts);
    const { blocks } = message;
    const messageAt = messageContext(message, channel, workspace.team);
    const where = { place: placeOf(message), blocks, context: messageAt };
    return context.json(await suggest(workspace, user, where, from));
  });

  routes.post('/local/slack/home', async (context) => {
    const given = await bodyOf(context, homeRequest);
    return context.json(await openHome(workspace, people.find(given.user)));
  });

  routes.post('/local/slack/users/:id', async (context) => {
    const change = await bodyOf(context, userChange);
    const user = people.find(context.req.param('id'));
    return context.json(await changePerson(workspace, user, change));
  });

  routes.post('/local/slack/usergroups/:handle', async (context) => {
    const wish = await bodyOf(context, usergroupRequest);
    const users = wish.users?.map((who) => people.find(who).id);
    return context.json(await changeUsergroup(workspace, context.req.param('handle'), { ...wish, users }));
  });

  routes.post('/local/slack/channels/:id', async (context) => {
    const change = await bodyOf(context, channelRequest);
    return context.json(await changeChannel(workspace, channels.find(context.req.param('id')), change));
  });

  routes.post('/local/raw/slack', async (context) =>
    passOn(workspace.deliverTo, context.req.raw.headers, await context.req.arrayBuffer()),
  );

  routes.onError((error, context) => {
    if (error instanceof BadBody) return context.json({ error: error.message }, 400);
    if (error instanceof NotPossible) return context.json({ error: error.message }, 400);
    if (error instanceof NotInWorkspace) return context.json({ error: error.message }, 404);
    throw error;
  });
  return routes;
}
