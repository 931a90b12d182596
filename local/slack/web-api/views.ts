import * as z from 'zod';
import { parseHome, parseModal } from '../block-kit/parse.ts';
import { SlackError } from '../errors.ts';
import type { Shown, Views } from '../views.ts';
import { knownUser } from './access.ts';
import { type Method, method } from './method.ts';

const triggered = { trigger_id: z.string().min(1), view: z.unknown() };

/** https://docs.slack.dev/reference/methods/views.open and its neighbours */
export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': method(triggered, ({ triggers, views }, given) => {
    const modal = parseModal(given.view);
    return { view: views.open(triggers.exchange(given.trigger_id), modal) };
  }),

  'views.push': method(triggered, ({ triggers, views }, given) => {
    const modal = parseModal(given.view);
    return { view: views.push(triggers.exchange(given.trigger_id), modal) };
  }),

  'views.update': method(
    {
      view: z.unknown(),
      view_id: z.string().optional(),
      external_id: z.string().optional(),
      hash: z.string().optional(),
    },
    ({ views }, given) => {
      const modal = parseModal(given.view);
      const shown = openModal(views, given.view_id, given.external_id);
      checkHash(given.hash, shown.view.hash);
      return { view: views.update(shown, modal) };
    },
  ),

  'views.publish': method(
    { user_id: z.string().min(1), view: z.unknown(), hash: z.string().optional() },
    (workspace, given) => {
      const home = parseHome(given.view);
      const user = knownUser(workspace, given.user_id);
      checkHash(given.hash, workspace.views.home(user.id)?.hash);
      return { view: workspace.views.publish(user.id, home) };
    },
  ),
};

function openModal(views: Views, viewId?: string, externalId?: string): Shown {
  if (viewId === undefined && externalId === undefined) {
    throw new SlackError('invalid_arguments', ['missing required field: view_id']);
  }
  const shown = viewId === undefined ? views.byExternalId(externalId ?? '') : views.find(viewId);
  if (shown?.view.type !== 'modal') throw new SlackError('not_found');
  return shown;
}

/** An update may name the hash of the view it started from, so that it does not undo a later one. */
function checkHash(given: string | undefined, current: string | undefined): void {
  if (given !== undefined && given !== current) throw new SlackError('hash_conflict');
}
