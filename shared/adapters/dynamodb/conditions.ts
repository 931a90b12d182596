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

/**
 * The item stands at exactly this version, and is not another one that was begun under the same key since. For items that
 * are removed: their versions begin anew, and a write that was long on its way would fit the next one's.
 * @param life what no other item under the key ever has in its attribute `life`
 */
export function atVersionOf(life: string, version: number) {
  const { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = atVersion(version);
  return {
    ConditionExpression: `${ConditionExpression} AND #life = :life`,
    ExpressionAttributeNames: { ...ExpressionAttributeNames, '#life': 'life' },
    ExpressionAttributeValues: { ...ExpressionAttributeValues, ':life': life },
  };
}

// AWS answers a transaction that met another one on the same item with TransactionConflict instead of the failed
// condition: for a caller that wrote over what it read, both mean that somebody was faster.
const losing = new Set(['ConditionalCheckFailed', 'TransactionConflict']);

/** Whether a write failed because its condition did not hold, or would not have held a moment later. */
export function lostTheRace(error: unknown): boolean {
  return error instanceof ConditionalCheckFailedException || codesOf(error).some((code) => losing.has(code));
}

/**
 * Whether a transaction was cancelled only because another one was under way. The other one may be cancelled too, so that
 * nothing was written by anybody.
 */
export function metAnother(error: unknown): boolean {
  const codes = codesOf(error);
  return codes.includes('TransactionConflict') && !codes.includes('ConditionalCheckFailed');
}

function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof TransactionCanceledException)) return [];
  return (error.CancellationReasons ?? []).flatMap(({ Code }) => Code ?? []);
}
