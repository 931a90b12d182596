import type { PlatformState } from '../api/state.ts';
import type { Fault } from '../gateway/faults.ts';
import type { Definition } from '../states/definition.ts';
import { type MachineShape, shapeOf } from './machine-shape.ts';

/** What the page shows, cut into parts that change one by one: JSON by `<collection>/<id>`. */
export type Parts = ReadonlyMap<string, string>;

export interface Shown {
  readonly state: PlatformState;
  readonly faults: readonly Fault[];
  readonly definitions: Readonly<Record<string, Definition>>;
}

/** Cuts what is shown into parts. The first word of a key, up to the slash, is the collection. */
export function partsOf({ state, faults, definitions }: Shown): Parts {
  const parts = new Map<string, string>();
  const put = (collection: string, id: string, value: unknown) =>
    parts.set(`${collection}/${id}`, JSON.stringify(value));
  putSlack(put, state.slack);
  for (const schedule of state.pagerduty.schedules) put('schedule', schedule.id, schedule);
  for (const { name, accessEntries, roleBindings, clusterRoleBindings } of state.clusters) {
    put('cluster', name, { name });
    for (const entry of accessEntries) put('entry', `${name}/${entry.principalArn}`, entry);
    for (const binding of [...roleBindings, ...clusterRoleBindings])
      put('binding', `${name}/${uidOf(binding)}`, { cluster: name, binding });
  }
  for (const page of state.pages) put('page', `${page.channel}/${page.dedupKey}/${page.at}`, page);
  for (const execution of state.executions)
    put('execution', `${execution.machine}/${execution.name}`, execution);
  for (const request of state.requests) put('request', String(request['id']), request);
  for (const event of state.audit) put('audit', chainOf(event), event);
  for (const event of state.clusterAudit) put('clusterAudit', `${event['cluster']}/${event['seq']}`, event);
  for (const [index, fault] of faults.entries()) put('fault', String(index), fault);
  for (const [name, definition] of Object.entries(definitions))
    put('machine', name, { name, ...shapeOf(definition) } satisfies { name: string } & MachineShape);
  return parts;
}

type Put = (collection: string, id: string, value: unknown) => void;

function putSlack(put: Put, { users, usergroups, channels, views, homes }: PlatformState['slack']): void {
  for (const user of users) put('user', user.id, user);
  for (const usergroup of usergroups) put('usergroup', usergroup.id, usergroup);
  for (const { messages, ...channel } of channels) {
    put('channel', channel.id, channel);
    for (const message of messages) put('message', `${channel.id}/${message.ts}`, message);
  }
  for (const [depth, view] of views.entries()) put('view', view.id, { ...view, depth });
  for (const [user, view] of Object.entries(homes)) put('home', user, { ...view, user });
}

function uidOf(binding: unknown): string {
  return (binding as { metadata: { uid: string } }).metadata.uid;
}

/** The chain of an audit event and its place there. Links with AWS have an account in place of a request. */
function chainOf(event: Readonly<Record<string, unknown>>): string {
  const chain = event['requestId'] ?? JSON.stringify(event['account']);
  return `${String(chain)}/${String(event['seq'])}`;
}
