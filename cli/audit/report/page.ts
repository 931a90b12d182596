import type { Day } from '../../../shared/domain/day.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import { findingInWords } from '../../../shared/domain/trail-finding.ts';
import type { TrailReport } from '../../../shared/domain/trail-report.ts';
import type { TrailVerdict } from '../../../shared/usecases/verify-trail.ts';
import { counted } from '../counted.ts';
import { type Html, html } from './html.ts';
import {
  approvalsTable,
  emergenciesTable,
  latencyTable,
  longestTable,
  refusalsTable,
  standingTable,
  widestTable,
} from './sections.ts';
import { style } from './style.ts';
import { summary } from './summary.ts';
import { timeline } from './timeline.ts';
import { minuteOf } from './words.ts';

export interface PageProps {
  readonly first: Day;
  readonly last: Day;
  readonly report: TrailReport;
  readonly verdict: TrailVerdict;
  /** SHA-256 of the public key's DER, in hex. */
  readonly key: string;
  readonly madeAt: Instant;
}

/** The whole report: one page that needs nothing else, no script and no colour. */
export function page(props: PageProps): string {
  const { first, last, report, madeAt, key } = props;
  const { markup } = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Access to clusters, ${first} to ${last}</title><style>${{ markup: style }}</style></head><body>
<h1>Access to clusters, ${first} to ${last}</h1>
<p class="quiet">Made ${minuteOf(madeAt)} UTC by k8s-access from the sealed audit trail. All times are UTC.</p>
${status(props)}
${summary(report)}
<h2>Windows by namespace</h2>${timeline(report.windows.values(), first, last)}
<h2>Break-glass and its reviews</h2>${emergenciesTable(report)}
<h2>Who approved whom</h2>${approvalsTable(report)}
<h2>Longest access</h2>${longestTable(report, first, last)}
<h2>Widest access</h2>${widestTable(report)}
<h2>Denied, lapsed, taken back and failed</h2>${refusalsTable(report)}
<h2>Standing access that was seen</h2>${standingTable(report)}
<h2>How fast access was taken away</h2>
<p>From the moment at which it was to end to the cluster’s own no.</p>${latencyTable(report)}
<h2>How to check this page</h2>
<p>Fetch the days from the bucket and the public key from KMS, and run <code>k8s-access audit verify --from ${first} --to ${last} --key FILE</code>. The key that this page was made with has the SHA-256 <code>${key}</code>.</p>
</body></html>
`;
  return markup;
}

function status({ verdict }: PageProps): Html {
  const { days, events, chains, findings } = verdict;
  const read = `${counted(days, 'day')}, ${counted(events, 'event')} of ${counted(chains, 'record')}`;
  if (findings.length === 0) {
    return html`<div class="status"><strong>✓ The audit trail is as it was sealed:</strong> ${read}. Every event was checked against the heads of its day, and every day against its signature and the day before it.</div>`;
  }
  return html`<div class="status broken"><strong>✗ The audit trail is not as it was sealed.</strong> ${counted(findings.length, 'day')} of ${days} did not verify, and what this page says of them is not proved:
<ul>${findings.map((finding) => html`<li>${findingInWords(finding)}</li>`)}</ul></div>`;
}
