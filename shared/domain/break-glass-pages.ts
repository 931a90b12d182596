import type { BreakGlassRequest } from './break-glass.ts';
import { durationInWords } from './duration.ts';
import type { Page } from './paging.ts';
import type { Scope } from './scope.ts';

// What people are woken with. All of it is plain text, and the reason is on one line, as it was typed.

/** Before it opens: who opens what, why and for how long. */
export function pageOf(request: BreakGlassRequest, link?: string): Page {
  const { id, requester, scope, duration, breakGlass } = request;
  const what = `${requester.email} opens ${scopeInWords(scope)} for ${durationInWords(duration)}`;
  const page = { ...aboutIt(request, link), dedupKey: id };
  return breakGlass.drill === undefined
    ? { ...page, severity: 'critical', summary: `Break-glass: ${what}` }
    : { ...page, severity: 'info', summary: `Break-glass drill, nothing is wrong: ${what}` };
}

/** When nobody looked after it in time. */
export function sendOnPageOf(request: BreakGlassRequest, link?: string): Page {
  const { id, requester, scope } = request;
  const what = `nobody looks after the break-glass of ${requester.email}: ${scopeInWords(scope)}`;
  return {
    ...aboutIt(request, link),
    dedupKey: `${id}.sent-on`,
    severity: 'critical',
    summary: `Unanswered: ${what}`,
  };
}

/** When nobody reviewed it in time. */
export function overduePageOf(request: BreakGlassRequest, link?: string): Page {
  const { id, requester, scope } = request;
  const what = `nobody has reviewed the break-glass of ${requester.email}: ${scopeInWords(scope)}`;
  return {
    ...aboutIt(request, link),
    dedupKey: `${id}.overdue`,
    severity: 'warning',
    summary: `Unreviewed: ${what}`,
  };
}

function aboutIt({ id, requester, scope, duration, reason }: BreakGlassRequest, link: string | undefined) {
  const details = {
    Who: `${requester.name} (${requester.email})`,
    What: scopeInWords(scope),
    'How long': durationInWords(duration),
    Why: reason,
    Request: id,
    'In Slack': `/k8s-access status ${id}`,
  };
  return { details, ...(link !== undefined && { link }) };
}

function scopeInWords({ role, namespaces, cluster }: Scope): string {
  return `${role} in ${namespaces.join(', ')} on ${cluster}`;
}
