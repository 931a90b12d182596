import type { BreakGlassRule } from '../domain/break-glass.ts';
import type { PagedService } from '../domain/paging.ts';
import { sourcesOf, strangers } from './approval.ts';
import type { BreakGlassInFile } from './break-glass-schema.ts';
import type { Contradiction } from './contradiction.ts';
import { drillContradictions, drillOf } from './drill.ts';
import { hashOfRule } from './rule-hash.ts';
import { demandsOf, type Named, whenContradictions, whenOf } from './rules.ts';

/** A rule of break-glass in the domain's types. */
export function breakGlassOf(stated: BreakGlassInFile, named: Named): BreakGlassRule {
  const { name, maxDuration, mostPerDay, page, pageUnreviewed, closers } = stated;
  const { channel, acknowledgeWithin, escalateTo, reviewWithin, onPagingFailure } = stated;
  const rule = {
    ...{ name, maxDuration, mostPerDay, page },
    ...(pageUnreviewed !== undefined && { pageUnreviewed }),
    ...demandsOf(stated),
    when: whenOf(stated.when, named),
    ...(stated.drill !== undefined && { drill: drillOf(stated.drill) }),
    terms: {
      ...{ channel, acknowledgeWithin, reviewWithin, onPagingFailure },
      ...(escalateTo !== undefined && { escalateTo }),
      closers: closers === undefined ? [] : sourcesOf(closers),
      reviewers: sourcesOf(stated.reviewers),
    },
  };
  return { ...rule, hash: hashOfRule(rule) };
}

/** What a rule of break-glass says that the rest of the file contradicts. @param services who can be paged */
export function breakGlassContradictions(
  stated: BreakGlassInFile,
  path: Contradiction['path'],
  named: Named,
  services: readonly PagedService[],
): readonly Contradiction[] {
  return [
    ...whenContradictions(stated.when, path, named),
    ...drillContradictions(stated, [...path, 'drill'], named),
    ...strangers(stated.closers ?? {}, [...path, 'closers'], named),
    ...strangers(stated.reviewers, [...path, 'reviewers'], named),
    ...(['page', 'escalateTo', 'pageUnreviewed'] as const).flatMap((key) => {
      const service = stated[key];
      if (service === undefined || services.includes(service)) return [];
      const known = services.join(', ') || 'none';
      return [
        {
          path: [...path, key],
          problem: `There is no service ${service} under paging.services, so nobody would be paged. It has ${known}.`,
        },
      ];
    }),
  ];
}
