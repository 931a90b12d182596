import type { Collection } from '../store.ts';
import { app } from './app.ts';
import type { Block } from './block-kit/blocks.ts';
import { withIds } from './block-kit/interactive.ts';
import { limits } from './block-kit/limits.ts';
import type { Home, Modal } from './block-kit/view.ts';
import { SlackError } from './errors.ts';
import { newId, newToken } from './ids.ts';
import { initialValues, keptValues, type Values } from './values.ts';

/** A view as Slack shows it to an app. https://docs.slack.dev/reference/views */
export interface View {
  readonly id: string;
  readonly team_id: string;
  readonly app_id: string;
  readonly bot_id: string;
  readonly type: 'modal' | 'home';
  readonly title?: Modal['title'];
  readonly close?: Modal['close'];
  readonly submit?: Modal['submit'];
  readonly blocks: readonly Block[];
  readonly private_metadata: string;
  readonly callback_id: string;
  readonly external_id: string;
  readonly state: { readonly values: Values };
  /** Changes with every update. */
  readonly hash: string;
  readonly clear_on_close: boolean;
  readonly notify_on_close: boolean;
  readonly root_view_id: string;
  readonly previous_view_id: string | null;
}

/** An open modal or a Home tab, and the person who sees it. */
export interface Shown {
  readonly user: string;
  readonly view: View;
}

export interface Views {
  /** The modals that a person has open, the lowest first. */
  stack(user: string): readonly View[];
  home(user: string): View | undefined;
  allModals(): readonly Shown[];
  allHomes(): readonly Shown[];
  find(viewId: string): Shown | undefined;
  byExternalId(externalId: string): Shown | undefined;
  /** Shows a modal alone; what the person had open is closed. */
  open(user: string, modal: Modal): View;
  /** Shows a modal over the open ones; throws `not_found` where there is none, `push_limit_reached` at the fourth. */
  push(user: string, modal: Modal): View;
  update(shown: Shown, change: Modal | Home): View;
  /** Keeps what a person has put in. */
  fill(shown: Shown, values: Values): View;
  publish(user: string, home: Home): View;
  /** Takes away this modal and those above it. */
  close(shown: Shown): void;
  clear(user: string): void;
}

export function openViews(
  stacks: Collection<readonly View[]>,
  homes: Collection<View>,
  teamId: string,
): Views {
  const stack = (user: string) => stacks.get(user) ?? [];
  const all = (): Shown[] => [...modals(), ...homeTabs()];
  const modals = () => stacks.all().flatMap(({ key, value }) => value.map((view) => ({ user: key, view })));
  const homeTabs = () => homes.all().map(({ key, value }) => ({ user: key, view: value }));
  const byExternalId = (id: string) => all().find(({ view }) => id !== '' && view.external_id === id);
  const unique = (externalId: string | undefined, viewId?: string) => {
    const taken = byExternalId(externalId ?? '');
    if (taken && taken.view.id !== viewId) throw new SlackError('duplicate_external_id');
  };
  const replace = ({ user, view }: Shown, next: View) => {
    if (view.type === 'home') homes.put(user, next);
    else
      stacks.put(
        user,
        stack(user).map((each) => (each.id === view.id ? next : each)),
      );
    return next;
  };
  const make = (modal: Modal, below: readonly View[]) => {
    unique(modal.external_id);
    const id = newId('V');
    const place = { root_view_id: below[0]?.id ?? id, previous_view_id: below.at(-1)?.id ?? null };
    return { id, team_id: teamId, ...place, ...drawn(modal, {}) };
  };
  return {
    stack,
    home: (user) => homes.get(user),
    allModals: modals,
    allHomes: homeTabs,
    find: (viewId) => all().find(({ view }) => view.id === viewId),
    byExternalId,
    open: (user, modal) => {
      const view = make(modal, []);
      stacks.put(user, [view]);
      return view;
    },
    push: (user, modal) => {
      const below = stack(user);
      if (below.length === 0) throw new SlackError('not_found');
      if (below.length >= limits.modalStack) throw new SlackError('push_limit_reached');
      const view = make(modal, below);
      stacks.put(user, [...below, view]);
      return view;
    },
    update: (shown, change) => {
      unique(change.external_id, shown.view.id);
      const { id, team_id, root_view_id, previous_view_id, state } = shown.view;
      return replace(shown, { id, team_id, root_view_id, previous_view_id, ...drawn(change, state.values) });
    },
    fill: (shown, values) => replace(shown, { ...shown.view, state: { values } }),
    publish: (user, home) => {
      unique(home.external_id, homes.get(user)?.id);
      const id = homes.get(user)?.id ?? newId('V');
      const view = { id, team_id: teamId, root_view_id: id, previous_view_id: null, ...drawn(home, {}) };
      homes.put(user, view);
      return view;
    },
    close: ({ user, view }) => {
      const open = stack(user);
      stacks.put(
        user,
        open.slice(
          0,
          open.findIndex((each) => each.id === view.id),
        ),
      );
    },
    clear: (user) => stacks.delete(user),
  };
}

type Drawn = Omit<View, 'id' | 'team_id' | 'root_view_id' | 'previous_view_id'>;

/** What Slack makes of a view that an app sent; `before` is what the person had put in already. */
function drawn(sent: Modal | Home, before: Values): Drawn {
  const blocks = withIds(sent.blocks);
  return {
    app_id: app.id,
    bot_id: app.botId,
    type: sent.type,
    blocks,
    private_metadata: sent.private_metadata ?? '',
    callback_id: sent.callback_id ?? '',
    external_id: sent.external_id ?? '',
    state: { values: keptValues(initialValues(blocks), before) },
    hash: newToken(),
    ...(sent.type === 'modal' ? modalParts(sent) : { clear_on_close: false, notify_on_close: false }),
  };
}

function modalParts(modal: Modal) {
  return {
    title: modal.title,
    ...(modal.close && { close: modal.close }),
    ...(modal.submit && { submit: modal.submit }),
    clear_on_close: modal.clear_on_close ?? false,
    notify_on_close: modal.notify_on_close ?? false,
  };
}
