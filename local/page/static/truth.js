import { byId, h, list } from './dom.js';
import { clockTime, dayTime, distance } from './time.js';

/** @typedef {import('./types.js').State} State */
/** @typedef {import('./types.js').Loose} Loose */

/** Draws everything but Slack: what is true, and what is going on. @param {State} state @param {string} timeZone */
export function drawTruth(state, timeZone) {
  const now = Date.parse(state.now);
  byId('now').textContent = dayTime(now, timeZone);
  list(byId('clusters'), state.clusters, (cluster) => cluster.name, drawCluster);
  // A countdown is part of the item, so that it is drawn again when it changes.
  /** @type {Loose[]} */
  const requests = state.requests.map((request) => ({ ...request, left: until(request['closesAt'], now) }));
  list(byId('requests'), requests.toReversed(), (request) => request['id'], drawRequest);
  const executions = state.executions.map((execution) => ({
    ...execution,
    left: until(execution.wakeAt, now),
  }));
  list(
    byId('executions'),
    executions.toReversed(),
    ({ name, machine }) => `${machine} ${name}`,
    drawExecution,
  );
  list(byId('schedules'), state.pagerduty.schedules, ({ id }) => id, drawSchedule);
  list(
    byId('pages'),
    state.pages.toReversed(),
    (page) => [page['channel'], page['dedupKey'], page['at']].join(' '),
    (page) => drawPage(page, timeZone),
  );
  const audit = state.audit.map((event, index) => ({ index, event })).toReversed();
  list(
    byId('audit'),
    audit,
    ({ index }) => String(index),
    ({ event }) => drawEvent(event, timeZone),
  );
}

/**
 * Seconds of platform time until the first machine wakes up, or undefined where none waits.
 * @param {State} state @returns {number | undefined}
 */
export function secondsToNextWakeUp(state) {
  const now = Date.parse(state.now);
  const waits = state.executions
    .filter(({ wakeAt }) => wakeAt !== undefined)
    .map(({ wakeAt }) => Date.parse(wakeAt ?? '') - now)
    .filter((milliseconds) => milliseconds > 0);
  return waits.length === 0 ? undefined : Math.ceil(Math.min(...waits) / 1000);
}

/** @param {string | undefined} instant @param {number} now */
function until(instant, now) {
  return instant === undefined ? undefined : distance(Date.parse(instant) - now);
}

/** @param {import('./types.js').Cluster} cluster */
function drawCluster({ name, accessEntries, roleBindings, clusterRoleBindings }) {
  const bindings = [...roleBindings, ...clusterRoleBindings];
  const ours = bindings.filter(isOurs);
  const others = bindings.filter((binding) => !isOurs(binding));
  return h(
    'section',
    { class: 'cluster', 'aria-label': name },
    h('h3', {}, name),
    h('h4', {}, 'Access entries'),
    facts(accessEntries.map(entryFact)),
    h('h4', {}, 'Bindings of k8s-access'),
    facts(ours.map(bindingFact)),
    others.length > 0 &&
      h('details', {}, h('summary', {}, `${others.length} other bindings`), facts(others.map(bindingFact))),
  );
}

/** @param {readonly (readonly [string, string])[]} entries */
function facts(entries) {
  if (entries.length === 0) return h('p', { class: 'quiet' }, 'none');
  return h('ul', { class: 'facts' }, ...entries.map(([main, more]) => fact([main], [more])));
}

/** @param {readonly import('./dom.js').Child[]} main @param {readonly import('./dom.js').Child[]} more */
function fact(main, more) {
  return h('li', {}, h('div', {}, main), h('div', { class: 'quiet' }, more));
}

/** @param {Loose} binding */
function isOurs(binding) {
  return binding['metadata']?.labels?.['app.kubernetes.io/managed-by'] === 'k8s-access';
}

/** @param {Loose} binding @returns {readonly [string, string]} */
function bindingFact(binding) {
  const { name, namespace } = binding['metadata'] ?? {};
  const subjects = (binding['subjects'] ?? []).map((/** @type {Loose} */ subject) => subject['name']);
  const where = namespace ? `${namespace}: ` : '';
  return [`${where}${binding['roleRef']?.name} for ${subjects.join(', ') || 'nobody'}`, String(name)];
}

/** @param {Loose} entry @returns {readonly [string, string]} */
function entryFact(entry) {
  const lease = entry['tags']?.['k8s-access/lease'];
  const parts = [entry['username'], lease && `lease ${lease}`, ...(entry['kubernetesGroups'] ?? [])];
  return [String(entry['principalArn']), parts.filter(Boolean).join(' · ')];
}

/** @param {Loose} request */
function drawRequest(request) {
  const { id, status, requester, left } = request;
  const who =
    typeof requester === 'string' ? requester : (requester?.name ?? requester?.email ?? requester?.id ?? '');
  return fact([h('code', {}, id), ' ', badge(status)], [who, left?.startsWith('in') && ` · closes ${left}`]);
}

/** @param {import('./types.js').Execution & {left: string | undefined}} execution */
function drawExecution({ name, machine, status, state, left }) {
  return fact([machine, ' ', h('code', {}, name), ' ', badge(status)], [state, left && ` · wakes ${left}`]);
}

/** @param {import('./types.js').Schedule} schedule */
function drawSchedule({ id, name, onCall, deleted }) {
  const who = onCall.map((user) => user.name).join(', ') || 'nobody';
  return fact([name], [deleted ? `${id} · deleted` : `${id} · on call: ${who}`]);
}

/** @param {Loose} page @param {string} timeZone */
function drawPage(page, timeZone) {
  const { at, channel, severity, summary, status } = page;
  return fact([badge(severity), ' ', summary], [`${time(at, timeZone)} · ${channel} · ${status}`]);
}

/** What happened and by whom; the whole event on demand. @param {import('./types.js').AuditEvent} event @param {string} timeZone */
function drawEvent(event, timeZone) {
  const { actor, fact: what } = event;
  const who = actor.kind === 'person' ? actor.person.name : actor.name;
  return h(
    'li',
    {},
    h(
      'details',
      {},
      h(
        'summary',
        {},
        time(event.at, timeZone),
        ' ',
        h('strong', {}, what.type),
        ` by ${who} `,
        h('code', {}, event.requestId ?? event.account?.userId),
      ),
      h('pre', {}, JSON.stringify(event, undefined, 2)),
    ),
  );
}

/** @param {unknown} instant @param {string} timeZone */
function time(instant, timeZone) {
  const milliseconds = typeof instant === 'number' ? instant : Date.parse(String(instant));
  return Number.isFinite(milliseconds) ? clockTime(milliseconds, timeZone) : '';
}

/** @param {unknown} word */
function badge(word) {
  return h('span', { class: `badge ${String(word).toLowerCase()}` }, String(word));
}
