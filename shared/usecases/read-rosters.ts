import { type ApproverSource, partsOf } from '../domain/approver-source.ts';
import type { Roster } from '../domain/roster.ts';
import { OnCallUnknownError } from './errors.ts';
import type { Directory } from './ports.ts';

/** Whom sources stand for now; and those of which that is not known, because PagerDuty does not answer. */
export interface RostersRead {
  readonly rosters: readonly Roster[];
  readonly unknown: readonly ApproverSource[];
}

/** Reads whom the sources stand for. PagerDuty being down must not keep those away who are asked through Slack. */
export async function readRosters(
  directory: Pick<Directory, 'rostersOf'>,
  sources: readonly ApproverSource[],
): Promise<RostersRead> {
  const isSchedule = (source: ApproverSource) => partsOf(source).kind === 'schedule';
  const [inSlack, onCall] = await Promise.all([
    directory.rostersOf(sources.filter((source) => !isSchedule(source))),
    onCallNow(directory, sources.filter(isSchedule)),
  ]);
  return { rosters: [...inSlack, ...onCall.rosters], unknown: onCall.unknown };
}

async function onCallNow(
  directory: Pick<Directory, 'rostersOf'>,
  schedules: readonly ApproverSource[],
): Promise<RostersRead> {
  if (schedules.length === 0) return { rosters: [], unknown: [] };
  try {
    return { rosters: await directory.rostersOf(schedules), unknown: [] };
  } catch (error) {
    if (!(error instanceof OnCallUnknownError)) throw error;
    return { rosters: [], unknown: schedules };
  }
}
