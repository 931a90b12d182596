import type { Sha256 } from '../domain/audit-chain.ts';
import { type Day, daysAfter, daysFrom } from '../domain/day.ts';
import { type DayOfChain, type Point, rootOf, type Sealed } from '../domain/seal.ts';
import { isLineOf, lineOf } from '../domain/trail.ts';
import type { TrailFinding } from '../domain/trail-finding.ts';
import { type EventProblem, verifyEvents } from '../domain/verify-events.ts';
import { DamagedFileError, MissingFileError } from './errors.ts';
import type { SealedDays } from './seal-ports.ts';

export interface VerifyTrailPorts {
  readonly days: SealedDays;
  /** Whether the key signed exactly this text. @param signature in base64 */
  readonly isSigned: (text: string, signature: string) => boolean;
  readonly sha256: Sha256;
}

export interface TrailVerdict {
  readonly days: number;
  readonly events: number;
  /** Records whose chains have events in those days. */
  readonly chains: number;
  /** The first thing that is wrong with each day with which something is; none: all is as it was sealed. */
  readonly findings: readonly TrailFinding[];
}

/** What is known of the days that were verified so far. */
interface Known {
  readonly heads: Map<string, Point>;
  before: Sealed | undefined;
  events: number;
}

/** Verifies sealed days, from the first to the last, against the key that signed them. Reads each file once. */
export async function verifyTrail(ports: VerifyTrailPorts, first: Day, last: Day): Promise<TrailVerdict> {
  const findings: TrailFinding[] = [];
  // A day that is there but out of the range still says what the first one must continue.
  const known: Known = { heads: new Map(), before: await sealOf(ports, daysAfter(first, -1)), events: 0 };
  let days = 0;
  for (const day of daysFrom(first, last)) {
    const finding = await verifyDay(ports, day, known).catch((error: unknown) => fileProblem(day, error));
    if (finding !== undefined) findings.push(finding);
    days += 1;
  }
  return { days, events: known.events, chains: known.heads.size, findings };
}

const sealOf = ({ days }: VerifyTrailPorts, day: Day) =>
  days.sealed(day).catch((error: unknown) => {
    if (error instanceof DamagedFileError) return undefined;
    throw error;
  });

async function verifyDay(ports: VerifyTrailPorts, day: Day, known: Known): Promise<TrailFinding | undefined> {
  const sealed = await ports.days.sealed(day);
  const { before } = known;
  known.before = sealed;
  if (sealed === undefined) return { kind: 'day-missing', day };
  const { manifest, signature } = sealed;
  if (!ports.isSigned(lineOf(manifest), signature)) return { kind: 'not-signed', day };
  if (manifest.day !== day) return { kind: 'wrong-day', day, sealed: manifest.day };
  if (before !== undefined && manifest.previousRoot !== before.manifest.root) {
    return { kind: 'other-day-before', day };
  }
  const heads = await headsOf(ports, day);
  if (heads === undefined || rootOf(heads, ports.sha256) !== manifest.root)
    return { kind: 'heads-changed', day };
  const broken = continues(heads, known.heads);
  const problem = await eventProblem(ports, day, heads, known);
  if (broken !== undefined) return { kind: 'not-continued', day, ...broken };
  return problem === undefined ? undefined : { day, ...problem };
}

/** The first chain that does not go on where an earlier day left it; and from here on, where this one leaves it. */
function continues(heads: readonly DayOfChain[], known: Map<string, Point>) {
  const broken = heads.find(({ chain, after }) => {
    const last = known.get(chain);
    return last !== undefined && (last.seq !== after.seq || last.hash !== after.hash);
  });
  for (const { chain, head } of heads) known.set(chain, head);
  return broken && { chain: broken.chain, seq: broken.after.seq + 1 };
}

async function headsOf({ days }: VerifyTrailPorts, day: Day): Promise<readonly DayOfChain[] | undefined> {
  const heads: DayOfChain[] = [];
  for await (const line of days.lines(day, 'heads')) {
    const head: DayOfChain | undefined = parsedOrNothing(line);
    // Another spelling of the same heads would have the same root.
    if (head === undefined || !isLineOf(line, head)) return undefined;
    heads.push(head);
  }
  return heads;
}

function parsedOrNothing(line: string): DayOfChain | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as DayOfChain) : undefined;
  } catch {
    return undefined;
  }
}

async function eventProblem(
  { days, sha256 }: VerifyTrailPorts,
  day: Day,
  heads: readonly DayOfChain[],
  known: Known,
): Promise<EventProblem | undefined> {
  const verifier = verifyEvents(heads, sha256);
  let found: EventProblem | undefined;
  for await (const line of days.lines(day, 'events')) {
    if (found === undefined) {
      found = verifier.take(line);
      known.events += 1;
    } else if (found.kind === 'removed') {
      const { chain, seq } = found;
      const name = verifier.name(line);
      if (name?.chain === chain && name.seq === seq) found = { kind: 'reordered', chain, seq };
    } else break;
  }
  return found ?? verifier.end();
}

function fileProblem(day: Day, error: unknown): TrailFinding {
  if (error instanceof MissingFileError) return { kind: 'file-missing', day, file: error.file };
  if (error instanceof DamagedFileError) return { kind: 'file-damaged', day, file: error.file };
  throw error;
}
