import { latencyOf } from '../../../shared/domain/percentile.ts';
import type { TrailReport } from '../../../shared/domain/trail-report.ts';
import { type Html, html } from './html.ts';
import { spanInText } from './words.ts';

/** The figures that a reader looks for first. */
export function summary({ facts, windows, emergencies, endToNo }: TrailReport): Html {
  const latency = latencyOf([...endToNo.values()].flat());
  const reviewed = [...emergencies.values()].filter(({ verdict }) => verdict !== undefined).length;
  const of = (fact: string) => (facts.get(fact) ?? 0).toLocaleString('en-US');
  const took = (milliseconds: number | undefined) =>
    milliseconds === undefined ? 'none' : spanInText(milliseconds);
  const figures: Readonly<Record<string, string>> = {
    Requests: of('requested'),
    'Windows opened': windows.size.toLocaleString('en-US'),
    Approvals: of('approved'),
    Denied: of('denied'),
    Lapsed: of('lapsed'),
    'Break-glass': emergencies.size.toLocaleString('en-US'),
    'of them reviewed': `${reviewed} of ${emergencies.size}`,
    'Taken away, p50': took(latency?.p50),
    'Taken away, p99': took(latency?.p99),
    'Taken away, longest': took(latency?.max),
  };
  return html`<dl>${Object.entries(figures).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
