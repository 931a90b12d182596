/**
 * One occurrence of something, as members of a log line, of which CloudWatch makes a metric (the embedded metric
 * format). The stage tells deployments in one account apart. @param now milliseconds since the epoch
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function countOf(name: string, stage: string, now: number): object {
  const directive = {
    Namespace: metricNamespace,
    Dimensions: [[stageDimension]],
    Metrics: [{ Name: name, Unit: 'Count' }],
  };
  return {
    _aws: { Timestamp: now, CloudWatchMetrics: [directive] },
    [stageDimension]: stage,
    [name]: 1,
  };
}

export const metricNamespace = 'k8s-access';
export const stageDimension = 'Stage';
