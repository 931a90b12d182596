import { type Html, html } from './html.ts';

/** The most rows that a page shows of one table; `audit query` finds the rest. */
const mostRows = 200;

export interface TableOf<Row> {
  readonly rows: readonly Row[];
  /** What stands there where there are none. */
  readonly none: string;
  /** Headings, each with the cell of a row. */
  readonly columns: Readonly<Record<string, (row: Row) => string | number>>;
}

export function table<Row>({ rows, none, columns }: TableOf<Row>): Html {
  if (rows.length === 0) return html`<p>${none}</p>`;
  const shown = rows.slice(0, mostRows);
  const cells = Object.values(columns);
  const more = rows.length - shown.length;
  return html`<table><thead><tr>${Object.keys(columns).map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${shown.map((row) => html`<tr>${cells.map((cell) => cellOf(cell(row)))}</tr>`)}</tbody></table>
${more > 0 ? html`<p>And ${more.toLocaleString('en-US')} more: <code>k8s-access audit query</code> finds them.</p>` : html``}`;
}

function cellOf(value: string | number): Html {
  return typeof value === 'number'
    ? html`<td class="number">${value.toLocaleString('en-US')}</td>`
    : html`<td>${value}</td>`;
}
