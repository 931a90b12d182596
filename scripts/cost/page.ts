import { assumed, requestLife, standing } from './counts.ts';
import { type Item, idleMonth, thousandRequests, total } from './model.ts';

/** `docs/cost.md`: what it costs in AWS, computed. */
export function costPage(): string {
  const idle = idleMonth();
  const busy = thousandRequests();
  const { invocations, transitions, writeUnits, readUnits } = requestLife;
  return [
    '# What it costs',
    '',
    'Written by `npm run cost` from `scripts/cost/`; do not edit it by hand. US dollars, list prices of us-east-1 as written down with',
    'their source in `scripts/cost/prices.ts`, without any free tier; Slack, PagerDuty, SMS and your clusters are not in it.',
    '',
    `**An idle month costs ${dollars(total(idle))}, and a thousand requests add ${dollars(total(busy))}.**`,
    '',
    '## An idle month',
    '',
    table(idle),
    '',
    'The records key is renewed each year, and AWS takes a dollar a month more after each of the first two times. What AWS gives',
    'every account for free (ten alarms, three dashboards) takes four dollars off where nothing else uses it up. Each private',
    'network adds a function, which costs next to nothing, in a VPC that needs no NAT gateway for it.',
    '',
    '## A thousand requests',
    '',
    table(busy),
    '',
    '## Where the numbers come from',
    '',
    `- One request is typed in Slack, approved with a click ten minutes later, open for an hour and closed: ${invocations} invocations,`,
    `  ${transitions} state transitions, ${writeUnits} write and ${readUnits} read units. \`test/workflow/cost.test.ts\` measures them on the local platform, and a`,
    '  quiet sweep too, and fails where they grow by more than a fifth. A request that waits for its approvers adds three',
    '  transitions for each quarter of an hour.',
    `- ${standing.keys} keys, ${standing.secrets} secrets, ${standing.alarmMetrics} metrics of alarms and ${standing.dashboards} dashboard are counted in the template by \`test/infra/cost.test.ts\`.`,
    `- Taken, not measured: ${assumed.secondsPerInvocation} s of ${assumed.memoryGigabytes * 1024} MB and ${assumed.logBytesPerInvocation} bytes of log for each invocation,`,
    `  ${assumed.logBytesPerTransition} bytes of log for each transition, ${assumed.kmsCallsPerInvocation} uses of the key for each invocation, every trace kept.`,
    '',
  ].join('\n');
}

function table(items: readonly Item[]): string {
  const lines = [...items, { name: '**together**', dollars: total(items) }].map(
    (item) => `| ${item.name} | ${dollars(item.dollars)} |`,
  );
  return ['| what | USD |', '| --- | ---: |', ...lines].join('\n');
}

const dollars = (amount: number) => amount.toFixed(2);
