import type { TrailEvent } from '../../shared/domain/trail.ts';
import { lineOf } from '../../shared/domain/trail.ts';
import { rowOf, type TrailRow } from '../../shared/domain/trail-row.ts';
import { csvLine } from './csv.ts';

export const formats = ['table', 'json', 'csv'] as const;
export type Format = (typeof formats)[number];

/** How events are written, one by one, so that none is held. */
export interface RowWriter {
  readonly head: string;
  readonly row: (event: TrailEvent) => string;
}

const columns = [
  ...(['at', 'record', 'what', 'who', 'requester', 'cluster', 'namespaces', 'role'] as const),
  ...(['breakGlass', 'rule', 'more'] as const),
] satisfies readonly (keyof TrailRow)[];

export function writerOf(format: Format): RowWriter {
  switch (format) {
    case 'json':
      return { head: '', row: (event) => `${lineOf(event)}\n` };
    case 'csv':
      return {
        head: csvLine(columns),
        row: (event) => {
          const row = rowOf(event);
          return csvLine(columns.map((column) => row[column]));
        },
      };
    case 'table':
      return { head: tableLine(headings), row: (event) => tableLine(rowOf(event)) };
  }
}

const headings = {
  ...{ at: 'WHEN (UTC)', record: 'RECORD', what: 'WHAT', who: 'WHO', requester: 'FOR' },
  ...{ cluster: 'CLUSTER', namespaces: 'NAMESPACES', role: 'ROLE', breakGlass: '', rule: '', more: '' },
};

// A column is as wide as what usually stands in it; what is wider moves the rest of its line.
function tableLine(row: TrailRow): string {
  const { at, record, what, who, requester, cluster, namespaces, role, breakGlass, more } = row;
  const where = [cluster, namespaces, role].filter((part) => part !== '').join(' ');
  const cells = [
    at.slice(0, 19).padEnd(19),
    record.replace(/^request\//, '').padEnd(12),
    what.padEnd(15),
    who.padEnd(20),
    (requester === who ? '' : requester).padEnd(20),
    where.padEnd(28),
    [breakGlass === 'emergency' ? 'BREAK-GLASS' : breakGlass, more].filter((part) => part !== '').join(' '),
  ];
  return `${cells
    .join('  ')
    .replace(/\p{Cc}/gu, '?')
    .trimEnd()}\n`;
}
