import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';

export interface Records {
  readonly requests: readonly Fields[];
  readonly audit: readonly Fields[];
  /** What sweeps found in clusters beside their requests. */
  readonly clusterAudit: readonly Fields[];
}

/** Every record and every audit event in the table, in the order in which they came to be. */
export async function readRecords(client: DynamoDBDocumentClient, table: string): Promise<Records> {
  const items: Record<string, unknown>[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: table, ConsistentRead: true, ...(from && { ExclusiveStartKey: from }) }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  const requests = items.map((item) => item['record']).filter(isObject);
  const audit = items.map((item) => item['event']).filter(isObject);
  return {
    requests: withExtensions(requests.map(withClosesAt).toSorted(by('requestedAt', 'id'))),
    clusterAudit: items
      .map((item) => item['clusterEvent'])
      .filter(isObject)
      .toSorted(by('at', 'cluster', 'seq')),
    audit: audit.toSorted(by('at', 'requestId', 'seq')),
  };
}

/** The requests, each with its extensions, which are records of their own in the table and no access of their own. */
function withExtensions(records: readonly Fields[]): readonly Fields[] {
  const extensionsOf = (id: unknown) => records.filter((record) => record['extends'] === id);
  return records
    .filter((record) => record['extends'] === undefined)
    .map((record) => ({ ...record, extensions: extensionsOf(record['id']) }));
}

/** A record as the JSON API shows it: with the end of its window, where it has one, at the top. */
function withClosesAt(record: Fields): Fields {
  const { window } = record;
  return isObject(window) && 'closesAt' in window ? { ...record, closesAt: window['closesAt'] } : record;
}

/** What stands in the table, as it stands there. */
type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function by(...keys: readonly string[]) {
  const keyOf = (item: Fields) => keys.map((key) => String(item[key]).padStart(10, '0')).join(' ');
  return (one: Fields, other: Fields) => (keyOf(one) < keyOf(other) ? -1 : 1);
}
