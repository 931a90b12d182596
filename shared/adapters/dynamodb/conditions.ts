import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';

/** Nothing stands under the key yet. */
export const notThereYet = { ConditionExpression: 'attribute_not_exists(pk)' };

/** The item stands at exactly this version: nobody wrote since it was read. */
export function atVersion(version: number) {
  return {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': version },
  };
}

// AWS answers a transaction that met another one on the same item with TransactionConflict instead of the failed
// condition: for the caller both mean that somebody was faster.
const losing = new Set(['ConditionalCheckFailed', 'TransactionConflict']);

/** Whether a write failed because its condition did not hold, or would not have held a moment later. */
export function lostTheRace(error: unknown): boolean {
  if (error instanceof ConditionalCheckFailedException) return true;
  return (
    error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).some(({ Code }) => Code !== undefined && losing.has(Code))
  );
}
