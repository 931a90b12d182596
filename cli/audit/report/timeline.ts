import { type Day, daysAfter, daysFrom, startOf } from '../../../shared/domain/day.ts';
import type { ReportedWindow } from '../../../shared/domain/trail-report.ts';
import { counted } from '../counted.ts';
import { type Html, html } from './html.ts';
import { type Bar, type Lane, lanesOf } from './lanes.ts';
import { minuteOf, scopeInText } from './words.ts';

// In pixels of the drawing, which is as wide as the page.
const width = 1000;
const left = 190;
const right = 60;
const laneHeight = 26;
const top = 26;
const plotted = width - left - right;

/** Windows over time, a lane for each namespace. Emergencies are hatched and taller, so no colour is needed. */
export function timeline(windows: Iterable<ReportedWindow>, first: Day, last: Day): Html {
  const lanes = lanesOf(windows, startOf(first), startOf(daysAfter(last, 1)));
  if (lanes.length === 0) return html`<p>No access was open in these days.</p>`;
  const height = top + lanes.length * laneHeight + 8;
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Windows over time, by namespace">
<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="6" height="6" class="paper"/><rect width="3" height="6" class="ink"/></pattern></defs>
${axis(first, last, height)}
${lanes.map(laneOf)}
</svg>
<p class="legend"><svg viewBox="0 0 34 12" class="key"><rect y="2" width="34" height="8" class="window"/></svg> a window, or several that overlap
<svg viewBox="0 0 34 12" class="key"><rect width="34" height="12" class="emergency"/></svg> break-glass.
The number at the end of a lane counts its windows.</p>`;
}

function axis(first: Day, last: Day, height: number): readonly Html[] {
  const days = [...daysFrom(first, daysAfter(last, 1))];
  // As many days as can be read, with their labels some 60 pixels wide.
  const step = Math.max(1, Math.ceil(((days.length - 1) * 62) / plotted));
  return days.flatMap((day, place) => {
    if (place % step !== 0) return [];
    const x = left + (place / (days.length - 1)) * plotted;
    const label = place === days.length - 1 ? '' : day.slice(5);
    return [
      html`<line x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${top - 6}" y2="${height - 6}" class="grid"/>
<text x="${(x + 3).toFixed(1)}" y="${top - 10}" class="tick">${label}</text>`,
    ];
  });
}

function laneOf({ cluster, namespace, windows, bars }: Lane, place: number): Html {
  const y = top + place * laneHeight;
  const name = namespace === '*' ? 'the whole cluster' : namespace;
  return html`<text x="${left - 8}" y="${y + 16}" class="lane">${cluster} / ${name}</text>
<line x1="${left}" x2="${left + plotted}" y1="${y + laneHeight - 2}" y2="${y + laneHeight - 2}" class="grid"/>
${bars.map((bar) => barOf(bar, y))}
<text x="${left + plotted + 8}" y="${y + 16}" class="tick">${windows.toLocaleString('en-US')}</text>`;
}

function barOf({ from, to, emergency, windows }: Bar, y: number): Html {
  const place = emergency ? { y: y + 2, height: 20 } : { y: y + 6, height: 12 };
  return html`<rect x="${(left + from * plotted).toFixed(1)}" width="${((to - from) * plotted).toFixed(1)}" y="${place.y}" height="${place.height}" class="${emergency ? 'emergency' : 'window'}"><title>${titleOf(windows)}</title></rect>`;
}

function titleOf(windows: readonly ReportedWindow[]): string {
  const [only] = windows;
  if (only === undefined || windows.length > 1) return counted(windows.length, 'window');
  const { about, openedAt, closedAt } = only;
  const when = `${openedAt ? minuteOf(openedAt) : 'before'} to ${closedAt ? minuteOf(closedAt) : 'still open'}`;
  return `${about.requester.email}, ${scopeInText(about)}, ${when}`;
}
