import type { Store } from '../store.ts';
import { type ChannelSeed, type Channels, openChannels } from './channels.ts';
import { type Deliver, delivery } from './deliver.ts';
import { type Message, type Messages, openMessages } from './messages.ts';
import { type Offers, openOffers } from './offers.ts';
import { openPeople, type People, type SlackUser, type UserSeed } from './people.ts';
import { openResponseUrls, type ResponseUrls } from './response-urls.ts';
import { openTriggers, type Triggers } from './triggers.ts';
import { openUsergroups, type UsergroupSeed, type Usergroups } from './usergroups.ts';
import { openViews, type View, type Views } from './views.ts';

export interface Team {
  /** `T…` */
  readonly id: string;
  readonly domain: string;
  readonly name: string;
}

export interface WorkspaceOptions {
  readonly store: Store;
  /** Platform time, in milliseconds. */
  readonly now: () => number;
  /** The wall clock, in milliseconds: for signatures and trigger ids. */
  readonly wallNow?: () => number;
  readonly team: Team;
  readonly users: readonly UserSeed[];
  readonly usergroups: readonly UsergroupSeed[];
  readonly channels: readonly ChannelSeed[];
  readonly signingSecret: string;
  readonly botToken: string;
  /** The app's HTTP endpoint, for commands, interactivity and events alike. */
  readonly deliverTo: string;
  /** How long to wait before each further attempt to deliver an event: wall clock, in milliseconds. */
  readonly eventRetryDelays?: readonly number[];
}

/** Everything that the workspace knows, and its one way out. */
export interface Workspace {
  readonly team: Team;
  readonly usergroups: Usergroups;
  readonly botToken: string;
  readonly deliverTo: string;
  readonly people: People;
  readonly channels: Channels;
  readonly messages: Messages;
  readonly views: Views;
  readonly offers: Offers;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly now: () => number;
  readonly deliver: Deliver;
  readonly eventRetryDelays: readonly number[];
  /** Aborted when the workspace closes: pending event retries are dropped. */
  readonly closing: AbortSignal;
  /** Where this workspace itself listens, without a slash at the end. */
  readonly url: string;
}

/** Slack retries an event at once, after a minute and after five. https://docs.slack.dev/apis/events-api/#retries */
const retryDelays = [0, 60_000, 300_000];

/** `url` is where the workspace listens; `closing` ends what it still has to do. */
export function openWorkspace(options: WorkspaceOptions, url: string, closing: AbortSignal): Workspace {
  const { store, now, team } = options;
  const wallNow = options.wallNow ?? Date.now;
  const people = openPeople(store.collection<SlackUser>('slack.user'), options.users, team.id, now);
  const messages = openMessages(
    store.collection<Message>('slack.message'),
    store.collection('slack.counter'),
    now,
  );
  return {
    team,
    usergroups: openUsergroups(store.collection('slack.usergroup'), options.usergroups, now),
    botToken: options.botToken,
    deliverTo: options.deliverTo,
    people,
    channels: openChannels(store.collection('slack.channel-change'), options.channels, people),
    messages,
    views: openViews(
      store.collection<readonly View[]>('slack.modals'),
      store.collection<View>('slack.home'),
      team.id,
    ),
    offers: openOffers(),
    triggers: openTriggers(store.collection('slack.trigger'), team.id, wallNow),
    responseUrls: openResponseUrls(store.collection('slack.response-url'), now),
    now,
    deliver: delivery(options.deliverTo, options.signingSecret, wallNow),
    eventRetryDelays: options.eventRetryDelays ?? retryDelays,
    closing,
    url,
  };
}
