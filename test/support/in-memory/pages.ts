import type { PagedService } from '../../../shared/domain/paging.ts';
import type { Pager } from '../../../shared/usecases/paging-ports.ts';
import type { Clock } from '../../../shared/usecases/ports.ts';
import type { Gate } from './gate.ts';

export const operators = 'platform-oncall' as PagedService;

/** A pager that one channel always accepts, and what was paged: `page <key>`, `resolve <key>`. */
export function pagesIn(pages: string[], clock: Clock, gate: Gate): Pager {
  const noted = (how: string) => (service: PagedService, dedupKey: string) =>
    gate.pass(`pager.${how}`, () => {
      pages.push(`${how} ${dedupKey}`);
      return [{ channel: 'pagerduty', service, accepted: true, at: clock() }] as const;
    });
  return {
    page: (service, { dedupKey }) => noted('page')(service, dedupKey),
    acknowledge: noted('acknowledge'),
    resolve: noted('resolve'),
  };
}
