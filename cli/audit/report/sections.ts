import { type Day, daysAfter, startOf } from '../../../shared/domain/day.ts';
import { latencyOf } from '../../../shared/domain/percentile.ts';
import {
  openFor,
  type ReportedWindow,
  type TrailReport,
  widthOf,
} from '../../../shared/domain/trail-report.ts';
import type { Html } from './html.ts';
import { table } from './table.ts';
import { minuteOf, scopeInText, spanInText } from './words.ts';

/** How many of the longest and widest are shown. */
const most = 10;

export function emergenciesTable({ emergencies }: TrailReport): Html {
  return table({
    rows: [...emergencies.values()],
    none: 'Nobody broke the glass.',
    columns: {
      When: ({ askedAt }) => (askedAt === undefined ? 'before' : minuteOf(askedAt)),
      Who: ({ about }) => about.requester.email,
      What: ({ about }) => scopeInText(about),
      Why: ({ reason }) => reason ?? '',
      Review: ({ verdict, reviewedBy, text }) =>
        verdict === undefined ? 'NOT REVIEWED' : `${verdict}, by ${reviewedBy ?? ''}: ${text ?? ''}`,
      Record: ({ id }) => id,
    },
  });
}

export function approvalsTable({ approvals }: TrailReport): Html {
  const rows = [...approvals].flatMap(([approver, of]) =>
    [...of].map(([requester, times]) => ({ approver, requester, times })),
  );
  return table({
    rows: rows.toSorted((one, other) => other.times - one.times),
    none: 'Nobody approved anything.',
    columns: {
      Approver: ({ approver }) => approver,
      Requester: ({ requester }) => requester,
      Approvals: ({ times }) => times,
    },
  });
}

export function longestTable({ windows }: TrailReport, first: Day, last: Day): Html {
  const [from, until] = [startOf(first), startOf(daysAfter(last, 1))];
  const rows = [...windows.values()].map((window) => ({ window, span: openFor(window, from, until) }));
  return table({
    rows: rows.toSorted((one, other) => other.span - one.span).slice(0, most),
    none: 'No access was open.',
    columns: {
      'Open for': ({ span, window }) =>
        `${spanInText(span)}${window.openedAt === undefined || window.closedAt === undefined ? ' within these days' : ''}`,
      ...columnsOf(({ window }: { readonly window: ReportedWindow }) => window),
    },
  });
}

export function widestTable({ windows }: TrailReport): Html {
  const rows = [...windows.values()].toSorted((one, other) => widthOf(other) - widthOf(one) || 0);
  return table({
    rows: rows.slice(0, most),
    none: 'No access was open.',
    columns: {
      Namespaces: (window) => (Number.isFinite(widthOf(window)) ? widthOf(window) : 'the whole cluster'),
      ...columnsOf((window: ReportedWindow) => window),
    },
  });
}

function columnsOf<Row>(windowOf: (row: Row) => ReportedWindow) {
  return {
    Who: (row: Row) => windowOf(row).about.requester.email,
    What: (row: Row) => scopeInText(windowOf(row).about),
    From: (row: Row) => momentOf(windowOf(row).openedAt, 'before'),
    Until: (row: Row) => momentOf(windowOf(row).closedAt, 'still open'),
    Ended: (row: Row) => windowOf(row).cause ?? '',
    Record: (row: Row) => windowOf(row).id,
  };
}

function momentOf(at: string | undefined, otherwise: string): string {
  return at === undefined ? otherwise : minuteOf(at);
}

export function refusalsTable({ refusals }: TrailReport): Html {
  return table({
    rows: refusals,
    none: 'Nothing was denied, and nothing lapsed.',
    columns: {
      When: ({ at }) => minuteOf(at),
      Who: ({ about }) => about.requester.email,
      What: ({ about }) => scopeInText(about),
      Became: ({ what }) => what,
      By: ({ by }) => by,
      Why: ({ why }) => why,
      Record: ({ id }) => id,
    },
  });
}

export function standingTable({ standing }: TrailReport): Html {
  return table({
    rows: standing,
    none: 'None was seen.',
    columns: {
      When: ({ at }) => minuteOf(at),
      Cluster: ({ cluster }) => cluster,
      Whose: ({ whose }) => whose,
      What: ({ what }) => what,
    },
  });
}

export function latencyTable({ endToNo }: TrailReport): Html {
  const rows = [...endToNo].flatMap(([cause, measured]) => {
    const latency = latencyOf(measured);
    return latency === undefined ? [] : [{ cause, ...latency }];
  });
  return table({
    rows: rows.toSorted((one, other) => other.count - one.count),
    none: 'No access ended in these days.',
    columns: {
      'Ended because': ({ cause }) => cause,
      Windows: ({ count }) => count,
      p50: ({ p50 }) => spanInText(p50),
      p99: ({ p99 }) => spanInText(p99),
      Longest: ({ max }) => spanInText(max),
    },
  });
}
