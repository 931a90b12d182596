import type { Duration } from './duration.ts';
import type { RequestId } from './ids.ts';
import { after, type Instant, minutesBetween } from './instant.ts';
import type { Abandonment, Extending, ExtensionProblem, Request } from './request.ts';

/** What an extension has and a request has not. */
export interface ExtensionFacts {
  readonly extends: RequestId;
  readonly extending: Extending;
}

/** A request for more time in the window of another one. */
export type Extension = Request & ExtensionFacts;

export function isExtension<Record extends Request>(request: Record): request is Record & ExtensionFacts {
  return request.extends !== undefined && request.extending !== undefined;
}

/** The end that the extension gives the window. It counts from the former end, whenever it is approved. */
export function extendedUntil({ extending, duration }: Pick<Extension, 'extending' | 'duration'>): Instant {
  return after(extending.closesAt, duration);
}

/** How long the whole window is with the extension. */
export function wholeWindow(extension: Pick<Extension, 'extending' | 'duration'>): Duration {
  return minutesBetween(extension.extending.grantedAt, extendedUntil(extension)) as Duration;
}

const problems: ReadonlySet<Abandonment['why']> = new Set<ExtensionProblem>([
  ...(['window-over', 'binding-gone', 'not-extended'] as const),
]);

/** Whether something was given up that would have moved an end, not opened a window. */
export function isExtensionProblem(why: Abandonment['why']): why is ExtensionProblem {
  return problems.has(why);
}

/** Whether an extension may still move the end of its window, unless somebody decides otherwise. */
export function isUnderWay(extension: Request, now: Instant): boolean {
  switch (extension.status) {
    case 'pending':
      return now < extension.lapsesAt;
    case 'approved':
      return extension.abandoned === undefined;
    default:
      return false;
  }
}
