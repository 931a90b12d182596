import type { DrillProblem, DrillReport, DrillTime } from './drill-report.ts';
import { channelInWords, outcomeInWords } from './paging.ts';
import { problemInWords } from './status-words.ts';

/** How a drill went, a line each: whether it passed, what failed, and how long each step took. Plain text. */
export function drillInWords({ times, problems }: DrillReport): readonly string[] {
  const verdict =
    problems.length === 0
      ? 'Drill passed: every step did what it must in an emergency.'
      : 'Drill failed. This did not do what it must in an emergency:';
  return [verdict, ...problems.map(problemOfDrill), ...times.map(timeInWords)].map((line, place) =>
    place === 0 ? line : `• ${line}`,
  );
}

function problemOfDrill(one: DrillProblem): string {
  switch (one.problem) {
    case 'not-paged':
      return `${outcomeInWords(one.outcome)}.`;
    case 'nobody-paged':
      return 'Nobody was paged at all.';
    case 'not-opened':
      return one.why === undefined
        ? 'It was ended before it was open.'
        : `It did not open. ${problemInWords(one.why)}`;
    case 'access-remains':
      return 'The person still has the access in the cluster: something else than this request gives it.';
  }
}

function timeInWords(time: DrillTime): string {
  const took = `${(time.took / 1000).toFixed(1)} s`;
  switch (time.step) {
    case 'recorded':
      return `command → recorded: ${took}`;
    case 'page-accepted':
      return `recorded → page accepted by ${channelInWords(time.channel)}: ${took}`;
    case 'opened':
      return `recorded → the cluster’s yes: ${took}`;
    case 'closed':
      return `the cluster’s yes → closed: ${took}`;
    case 'proven-gone':
      return `closed → the cluster’s no: ${took}`;
  }
}
