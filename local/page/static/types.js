/**
 * What the page reads of `GET /local/state`. Objects of Slack, Kubernetes and EKS stay loosely typed: the page shows
 * what it finds.
 * @typedef {{id: string, name: string, real_name: string, tz: string, is_bot: boolean, is_restricted: boolean, deleted: boolean}} User
 * @typedef {{ts: string, channel: string, user: string, text: string, blocks: Block[], ephemeralTo?: string, threadTs?: string, broadcast?: boolean, editedTs?: string, reactions: {name: string, users: string[]}[]}} Message
 * @typedef {{id: string, name: string, kind: 'public' | 'private' | 'im', isArchived: boolean, members: string[], messages: Message[]}} Channel
 * @typedef {Record<string, any> & {type: string, block_id: string}} Block
 * @typedef {Record<string, any> & {type: string, action_id: string}} Element
 * @typedef {{id: string, user: string, type: 'modal' | 'home', hash: string, title?: {text: string}, submit?: {text: string}, close?: {text: string}, blocks: Block[], state: {values: Record<string, Record<string, any>>}}} View
 * @typedef {{users: User[], usergroups: {id: string, handle: string}[], channels: Channel[], views: View[], homes: Record<string, View>}} SlackState
 * @typedef {{name: string, accessEntries: Record<string, any>[], roleBindings: Record<string, any>[], clusterRoleBindings: Record<string, any>[]}} Cluster
 * @typedef {{name: string, machine: string, status: string, state: string, startedAt: string, wakeAt?: string}} Execution
 * @typedef {Record<string, any>} Loose
 * @typedef {{kind: 'person', person: {name: string}} | {kind: 'system', name: string}} Actor
 * @typedef {{requestId?: string, account?: {userId: string}, seq: number, at: string, actor: Actor, fact: {type: string}}} AuditEvent
 * @typedef {{id: string, name: string, onCall: {name: string, email: string}[], deleted: boolean}} Schedule
 * @typedef {{now: string, slack: SlackState, pagerduty: {schedules: Schedule[]}, clusters: Cluster[], pages: Loose[], executions: Execution[], requests: Loose[], audit: AuditEvent[]}} State
 *
 * How names and times are shown to the persona; `now` is platform time in milliseconds.
 * @typedef {{timeZone: string, now: number, userName(id: string): string, channelName(id: string): string, groupName(id: string): string}} World
 *
 * What the inputs of a form hold, by block id and action id.
 * @typedef {Record<string, Record<string, string | string[] | null>>} FormValues
 *
 * What a person can do with an element: `value` is absent for a button's own value, `values` is what the form around it
 * holds so far.
 * @typedef {(element: Element, value?: string | string[] | null, values?: FormValues) => void} Act
 *
 * @typedef {{status?: number, error?: string, problem?: string, errors?: Record<string, string>, view?: View, options?: {text: {text: string}, value: string}[]}} Outcome
 */
export {};
