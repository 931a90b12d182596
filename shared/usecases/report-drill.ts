import type { BreakGlassRequest } from '../domain/break-glass.ts';
import { drillReport } from '../domain/drill-report.ts';
import type { ApproverNotices } from './approver-ports.ts';
import type { Reporter } from './ports.ts';

export interface ReportDrillPorts {
  readonly approverNotices: ApproverNotices;
  readonly reporter: Reporter;
}

const key = 'drill-alarm';

/** Alarms once where a drill is over and has failed, whether its channel can be told or not. */
export async function reportDrill(
  { approverNotices, reporter }: ReportDrillPorts,
  request: BreakGlassRequest,
): Promise<void> {
  const { id, target } = request;
  const report = drillReport(request);
  if (report === undefined || report.problems.length === 0) return;
  if ((await approverNotices.find(id, key)) !== undefined) return;
  const problems = report.problems.map(({ problem }) => problem).join(', ');
  reporter.alarm('drill-failed', { request: id, cluster: target.cluster, problems });
  await approverNotices.write(id, key, {});
}
