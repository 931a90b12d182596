import { GetCommand, TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { AuditEvent } from '../../domain/audit-event.ts';
import { needsReview } from '../../domain/break-glass.ts';
import { isTerminal, type Request } from '../../domain/request.ts';
import type { Written } from '../../domain/transition.ts';
import { StaleRecordError } from '../../usecases/errors.ts';
import type { RequestPairs, Requests } from '../../usecases/ports.ts';
import { atVersion, lostTheRace, metAnother, notThereYet } from './conditions.ts';
import { holderAttributes } from './holders.ts';
import { requestSchema } from './request-schema.ts';
import { eventKey, requesterKey, requestKey, statusKey, type Table, unreviewed } from './table.ts';
import { dayAttributes } from './trail-days.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** The records in DynamoDB: each write is one transaction of what is written and its audit events. */
export function dynamoRequests(table: Table): Requests & RequestPairs {
  return {
    find: async (id) => {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: requestKey(id), ConsistentRead: true }),
      );
      return Item === undefined ? undefined : requestSchema.parse(Item['record']);
    },
    create: async ({ request, events }) => {
      const outcome = await writeTogether(table, [putRecord(table, request, notThereYet)], events);
      if (outcome !== 'met-another') return outcome === 'written' ? 'created' : 'exists';
      throw new StaleRecordError(`request ${request.id} is being written by someone else`);
    },
    save: async ({ request, events }: Written) => {
      const previous = atVersion(request.version - 1);
      if ((await writeTogether(table, [putRecord(table, request, previous)], events)) === 'written') return;
      throw new StaleRecordError(`request ${request.id} was changed by someone else`);
    },
    saveTogether: async (one, other) => {
      const records = [one, other].map(({ request }) => putRecord(table, request, nextVersion(request)));
      if ((await writeTogether(table, records, [...one.events, ...other.events])) === 'written') return;
      throw new StaleRecordError(
        `request ${one.request.id} or ${other.request.id} was changed by someone else`,
      );
    },
  };
}

function nextVersion({ version }: Request): Condition {
  return version === 1 ? notThereYet : atVersion(version - 1);
}

type Condition = typeof notThereYet | ReturnType<typeof atVersion>;

/** `lost`: a condition did not hold. `met-another`: nobody knows yet who has won. Any other failure is thrown. */
async function writeTogether(
  table: Table,
  records: readonly TransactItem[],
  events: readonly AuditEvent[],
): Promise<'written' | 'lost' | 'met-another'> {
  const puts = events.map((event) => ({
    Put: {
      TableName: table.name,
      Item: { ...eventKey(event.requestId, event.seq), ...dayAttributes(event), event },
      ...notThereYet,
    },
  }));
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems: [...records, ...puts] }));
    return 'written';
  } catch (error) {
    if (metAnother(error)) return 'met-another';
    if (lostTheRace(error)) return 'lost';
    throw error;
  }
}

// An extension is found through its request, and is no access of its own: a person's requests are listed without it.
const listed = ({ requester, requestedAt, id }: Request) => ({
  gsi1pk: requesterKey(requester),
  gsi1sk: `${requestedAt}#${id}`,
});

function putRecord(table: Table, record: Request, condition: Condition): TransactItem {
  return {
    Put: {
      TableName: table.name,
      Item: {
        ...requestKey(record.id),
        ...(record.extends === undefined ? listed(record) : {}),
        ...whileNotOver(record),
        ...holderAttributes(record),
        version: record.version,
        record,
      },
      ...condition,
    },
  };
}

// Left out once the request is over, which takes it out of the index; a break-glass stays until it is reviewed.
function whileNotOver(record: Request) {
  if (isTerminal(record)) return waitingForReview(record);
  const due = record.status === 'pending' ? record.lapsesAt : record.requestedAt;
  return { gsi2pk: statusKey(record.status), gsi2sk: `${due}#${record.id}` };
}

function waitingForReview(record: Request) {
  if (record.breakGlass === undefined || !needsReview(record.breakGlass)) return {};
  return { gsi2pk: statusKey(unreviewed), gsi2sk: `${record.requestedAt}#${record.id}` };
}
