import type { SectionBlock } from '@slack/web-api';
import { type Finding, findingInWords } from '../../../domain/finding.ts';
import type { SweepReport } from '../../../usecases/sweep-ports.ts';
import { context, header, type Message, packedSections, section, sentence } from './blocks.ts';
import { count, escaped, plain, shortened } from './text.ts';

/** A message has room for so many; the alarms in the log have all. */
const mostTold = 20;

/** Characters of one; escaped, it can take five times as many. */
const longestFinding = 500;

/** Tells the security channel what a sweep found. */
export function findingsMessage(findings: readonly Finding[]): Message {
  const title = `The sweep found ${count(findings.length, 'thing')}`;
  return {
    text: title,
    blocks: [
      header(title),
      ...sectionsOf(findings),
      context('Each is in the audit trail. `/k8s-access sweep` looks again now.'),
    ],
  };
}

/** What somebody reads at once who asked for a sweep. */
export function sweepStarted(): Message {
  return sentence('The clusters are being swept. You get a direct message with what is found.');
}

/** Tells whoever asked for a sweep what came of it. */
export function sweptMessage({ clusters, unreached, requests, findings, left }: SweepReport): Message {
  const title =
    findings.length === 0 ? 'Nothing is out of order' : `Found ${count(findings.length, 'thing')}`;
  const looked = `Looked into ${count(clusters, 'cluster')} and at ${count(requests, 'request')} that are not over.`;
  const lines = [
    looked,
    ...(unreached.length === 0 ? [] : [`No answer from ${escaped(unreached.join(', '))}.`]),
    ...(left.length === 0 ? [] : [`${count(left.length, 'cluster')} are still being looked into.`]),
  ];
  return {
    text: `${title}. ${looked}`,
    blocks: [header(title), ...packedSections(lines, '\n', 10), ...sectionsOf(findings)],
  };
}

// Plain text: names in a cluster are chosen by whoever writes to it.
function sectionsOf(findings: readonly Finding[]): readonly SectionBlock[] {
  const more = findings.length - mostTold;
  return [
    ...findings.slice(0, mostTold).map((finding): SectionBlock => {
      const text = escaped(shortened(findingInWords(finding), longestFinding));
      return { type: 'section', text: plain(text) };
    }),
    ...(more > 0 ? [section(`and ${more} more`)] : []),
  ];
}
