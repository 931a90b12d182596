import { dynamoSealLedger } from '../../shared/adapters/dynamodb/seal-ledger.ts';
import { openTable } from '../../shared/adapters/dynamodb/table.ts';
import { dynamoTrailDays } from '../../shared/adapters/dynamodb/trail-days.ts';
import { kmsSigner } from '../../shared/adapters/kms/signer.ts';
import { jsonReporter } from '../../shared/adapters/log/json-reporter.ts';
import { s3Archive } from '../../shared/adapters/s3/archive.ts';
import { sha256 } from '../../shared/adapters/sha256.ts';
import { type Environment, readSealingEnvironment } from '../../shared/config/environment.ts';
import type { Day } from '../../shared/domain/day.ts';
import { instantFrom } from '../../shared/domain/instant.ts';
import { sealDays } from '../../shared/usecases/seal-days.ts';
import type { Invocation } from '../wiring.ts';

/** Seals the days of the audit trail that are over: once a day, and what was missed. */
export function create(environment: Environment, clock: () => number) {
  const settings = readSealingEnvironment(environment);
  const table = openTable(settings.TABLE_NAME);
  const ports = {
    trail: dynamoTrailDays(table),
    archive: s3Archive(settings.AUDIT_BUCKET),
    ledger: dynamoSealLedger(table),
    signer: kmsSigner(settings.AUDIT_KEY),
    reporter: jsonReporter({ function: 'seal', stage: settings.STAGE }),
    clock: () => instantFrom(clock()),
    sha256,
  };
  return async (_event: unknown, invocation: Invocation): Promise<readonly Day[]> =>
    sealDays({ ...ports, timeLeft: () => invocation.getRemainingTimeInMillis() });
}
