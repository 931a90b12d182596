import type { Timeline } from '../../simulation/time/timeline.ts';
import { Gate } from '../in-memory/gate.ts';

/** Milliseconds that a call takes, from a function to another region's end of AWS and back. */
const latencies = {
  /** One item, or one page of a query. */
  dynamodb: 8,
  /** One operation on entries or policies. */
  eks: 180,
  /** One page of a list, as an API server needs for some hundred bindings. */
  kubernetes: 250,
  slack: 250,
} as const;

/** What a broker's session and the cluster's address take, before the first call to it. */
const firstContact = 400;

/** The time after which a call is given up, as the adapters have it. */
export const givenUpAfter = 10_000;

const services: Readonly<Record<string, keyof typeof latencies>> = {
  ...{ entries: 'eks', policies: 'eks', bindings: 'kubernetes', witness: 'kubernetes' },
  ...{ directory: 'slack', messenger: 'slack' },
};

/** A gate through which each call takes its time, that of a controlled clock. */
export class Distance extends Gate {
  readonly #timeline: Timeline;
  readonly #reached = new Set<string>();

  constructor(timeline: Timeline) {
    super();
    this.#timeline = timeline;
  }

  override async pass<Answer>(name: string, effect: () => Answer): Promise<Answer> {
    await this.#timeline.pause(latencies[services[name.slice(0, name.indexOf('.'))] ?? 'dynamodb']);
    return super.pass(name, effect);
  }

  /** What the first call to a cluster takes on top. */
  async reach(cluster: string): Promise<void> {
    if (this.#reached.has(cluster)) return;
    this.#reached.add(cluster);
    await this.#timeline.pause(firstContact);
  }

  /** How often the call was made. */
  times(call: string): number {
    return this.calls.filter((each) => each === call).length;
  }
}
