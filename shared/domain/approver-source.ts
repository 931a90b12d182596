import type { Brand } from './brand.ts';
import type { UsergroupHandle } from './person.ts';

/**
 * Where approvers come from, as it stands in the record: `@payments-leads` for a Slack usergroup, an email address for
 * a named person, `pagerduty:platform-primary` for whoever a PagerDuty schedule has on call at the moment.
 */
export type ApproverSource = Brand<string, 'ApproverSource'>;

/** The name in `access.yaml` of a PagerDuty schedule. */
export type ScheduleName = Brand<string, 'ScheduleName'>;

export type SourceParts =
  | { readonly kind: 'usergroup'; readonly handle: UsergroupHandle }
  | { readonly kind: 'schedule'; readonly schedule: ScheduleName }
  | { readonly kind: 'person'; readonly email: string };

const schedulePrefix = 'pagerduty:';

export function usergroupSource(handle: UsergroupHandle): ApproverSource {
  return `@${handle}` as ApproverSource;
}

export function scheduleSource(schedule: ScheduleName): ApproverSource {
  return `${schedulePrefix}${schedule}` as ApproverSource;
}

/** @param email in lower case, as `access.yaml` is read */
export function personSource(email: string): ApproverSource {
  return email as ApproverSource;
}

/** Takes a source apart. Neither a handle nor an address begins with what marks the other kinds. */
export function partsOf(source: ApproverSource): SourceParts {
  if (source.startsWith('@')) return { kind: 'usergroup', handle: source.slice(1) as UsergroupHandle };
  return source.startsWith(schedulePrefix)
    ? { kind: 'schedule', schedule: source.slice(schedulePrefix.length) as ScheduleName }
    : { kind: 'person', email: source };
}

/** The source in words for people: such as `@payments-leads`, `whoever is on call for platform-primary`. */
export function sourceInWords(source: ApproverSource): string {
  const parts = partsOf(source);
  return parts.kind === 'schedule' ? `whoever is on call for ${parts.schedule}` : source;
}
