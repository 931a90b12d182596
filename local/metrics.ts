import * as z from 'zod';
import type { Collection } from './store.ts';

/** A metric as CloudWatch would have it, with all that was counted since the beginning, as `GET /local/state` shows it. */
export interface ShownMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly sum: number;
  /** When it was counted last. */
  readonly at: string;
}

export type Metric = Pick<ShownMetric, 'namespace' | 'name' | 'dimensions'>;

/** What functions say in their logs, and what AWS counts of functions, machines and queues. */
export interface Metrics {
  count(metric: Metric, value?: number): void;
  /** Counts what stands in a log line in CloudWatch's embedded metric format, if anything. */
  read(line: string): void;
  all(): readonly ShownMetric[];
}

/** @param now platform time, milliseconds since the epoch */
export function openMetrics(stored: Collection<ShownMetric>, now: () => number): Metrics {
  function count(metric: Metric, value = 1): void {
    const key = JSON.stringify([metric.namespace, metric.name, metric.dimensions]);
    const sum = (stored.get(key)?.sum ?? 0) + value;
    stored.put(key, { ...metric, sum, at: new Date(now()).toISOString() });
  }
  return {
    count,
    read: (line) => {
      for (const { value, ...metric } of embeddedIn(line)) count(metric, value);
    },
    all: () => stored.all().map(({ value }) => value),
  };
}

const lineSchema = z.looseObject({
  _aws: z.object({
    Timestamp: z.int(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string(), Unit: z.string() })),
      }),
    ),
  }),
});

function embeddedIn(line: string): readonly (Metric & { readonly value: number })[] {
  if (!line.includes('"_aws"')) return [];
  const { _aws, ...members } = lineSchema.parse(JSON.parse(line));
  return _aws.CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) => {
      const dimensions = Object.fromEntries(names.map((name) => [name, z.string().parse(members[name])]));
      return Metrics.map(({ Name: name }) => {
        return { namespace, name, dimensions, value: z.number().parse(members[name]) };
      });
    }),
  );
}
