import { personSource } from '../domain/approver-source.ts';
import { requestIdFromHash } from '../domain/ids.ts';
import { sentenceFor } from '../domain/sentences.ts';
import { attempt } from './announce.ts';
import type { BreakGlassByAccountPorts } from './break-glass-by-account.ts';
import { drillByAccount } from './drill.ts';
import type { DrillTeller, DueDrill } from './drill-ports.ts';
import type { Directory } from './ports.ts';

export interface DrillOnSchedulePorts extends BreakGlassByAccountPorts {
  readonly directory: Pick<Directory, 'profile' | 'usergroupsOf' | 'rostersOf'>;
  readonly drillTeller: DrillTeller;
}

/** Starts the weekly drill of a rule. One that does not start has failed: that is an alarm, and its channel is told why. */
export async function drillOnSchedule(
  ports: DrillOnSchedulePorts,
  { rule: name, at }: DueDrill,
): Promise<void> {
  const rule = ports.breakGlassRules.find((one) => one.name === name);
  // A schedule of a policy that was deployed before this one.
  if (rule?.drill?.weekly === undefined) return;
  const { as } = rule.drill.weekly;
  const why = await start(ports, as, { rule: name, at }).catch((error: unknown) => {
    ports.reporter.failed('start the weekly drill', error);
    return 'Something that it needs did not answer; the log has what.';
  });
  if (why === undefined) return;
  ports.reporter.alarm('drill-failed', { rule: name, problems: 'not-started' });
  await attempt(ports, 'say that a drill did not start', () =>
    ports.drillTeller.tellNotStarted(rule.terms.channel, name, why),
  );
}

async function start(
  ports: DrillOnSchedulePorts,
  as: string,
  { rule, at }: DueDrill,
): Promise<string | undefined> {
  const [roster] = await ports.directory.rostersOf([personSource(as)]);
  const userId = roster?.found === true ? roster.members[0] : undefined;
  if (userId === undefined) return `Slack has nobody with the address ${as}.`;
  const id = requestIdFromHash(ports.sha256(`drill ${rule} ${at}`));
  const answer = await drillByAccount(ports, { id, requester: { userId } });
  return answer.outcome === 'refused' ? sentenceFor(answer.refusal) : undefined;
}
