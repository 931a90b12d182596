import { createPublicKey, verify } from 'node:crypto';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { create } from '../../../functions/seal/create.ts';
import { directoryOfDays } from '../../../shared/adapters/archive/directory.ts';
import { zipped } from '../../../shared/adapters/archive/lines.ts';
import { dynamoRequests } from '../../../shared/adapters/dynamodb/requests.ts';
import type { Table } from '../../../shared/adapters/dynamodb/table.ts';
import type { Day } from '../../../shared/domain/day.ts';
import { millisecondsOf } from '../../../shared/domain/instant.ts';
import type { Reason } from '../../../shared/domain/reason.ts';
import { raise } from '../../../shared/domain/transition.ts';
import { verifyTrail } from '../../../shared/usecases/verify-trail.ts';
import {
  clientOptions,
  type LocalAws,
  openWindow,
  startAwsIn,
  temporaryDirectory,
  vaultIn,
} from '../../support/aws.ts';
import { startTable } from '../../support/dynamodb.ts';
import { asked, sha256 } from '../../support/records.ts';
import { inNovember } from '../../support/sealed-days.ts';

const perDay = 24 * 60;
const [first, second] = ['2026-11-01' as Day, '2026-11-02' as Day] as const;
const directory = temporaryDirectory();
const { signingKey } = vaultIn(directory);
const invocation = { getRemainingTimeInMillis: () => 900_000 };

let aws: LocalAws;
let table: Table;
let stopTable: () => Promise<void>;
let now = millisecondsOf(inNovember(perDay + 120));
let seal: ReturnType<typeof create>;

beforeAll(async () => {
  aws = await startAwsIn(directory);
  ({ table, stop: stopTable } = await startTable());
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: openWindow.accessKeyId,
    AWS_SECRET_ACCESS_KEY: openWindow.secretAccessKey,
    AWS_SESSION_TOKEN: openWindow.sessionToken,
    AWS_ENDPOINT_URL_S3: aws.endpoint.url,
    AWS_ENDPOINT_URL_KMS: aws.endpoint.url,
  });
  const environment = {
    STAGE: 'test',
    TABLE_NAME: table.name,
    AUDIT_BUCKET: 'sealed-days',
    AUDIT_KEY: signingKey.arn,
  };
  seal = create(environment, () => now);
});
afterAll(async () => {
  for (const name of ['AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL_KMS'])
    delete process.env[name];
  await aws.stop();
  await stopTable();
});

function verdict(last = first) {
  const key = createPublicKey(readFileSync(join(directory, 'audit', 'public-key.pem')));
  const isSigned = (text: string, signature: string) =>
    verify('sha256', Buffer.from(text), key, Buffer.from(signature, 'base64'));
  return verifyTrail({ days: directoryOfDays(join(directory, 'audit')), isSigned, sha256 }, first, last);
}

describe('the function that seals', () => {
  it('takes the day from the table, signs it, and leaves what verifies offline', async () => {
    const requests = dynamoRequests(table);
    for (let minute = 0; minute < 30; minute += 1) {
      const reason = `odd \u2028 "\\ ü 💥 ${minute}` as Reason;
      await requests.create(raise({ ...asked({ at: inNovember(minute) }), reason }, sha256));
    }
    await requests.create(raise(asked({ at: inNovember(perDay + 1) }), sha256));
    expect(await seal({ version: 1 }, invocation)).toEqual([first]);
    expect(await verdict()).toEqual({ days: 1, events: 60, chains: 30, findings: [] });
  });

  it('seals a day once, and goes on with the next', async () => {
    const manifest = () => readFileSync(join(directory, 'audit', first, 'manifest.json'), 'utf8');
    const before = manifest();
    expect(await seal({ version: 1 }, invocation)).toEqual([]);
    now += perDay * 60_000;
    expect(await seal({ version: 1 }, invocation)).toEqual([second]);
    expect(manifest()).toBe(before);
    expect(await verdict(second)).toEqual({ days: 2, events: 62, chains: 31, findings: [] });
  });

  it('hands out the public half of its key, and the bucket lets nothing be replaced', async () => {
    const kms = new KMSClient(clientOptions(aws.endpoint.url, openWindow));
    const { PublicKey = new Uint8Array() } = await kms.send(
      new GetPublicKeyCommand({ KeyId: signingKey.arn }),
    );
    expect(Buffer.from(PublicKey)).toEqual(signingKey.publicKey);
    const s3 = new S3Client(clientOptions(aws.endpoint.url, openWindow));
    const put = new PutObjectCommand({
      ...{ Bucket: 'sealed-days', Key: `audit/${first}/manifest.json`, Body: 'another' },
    });
    await expect(s3.send(put)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('files that an auditor may come by', () => {
  const events = () => join(directory, 'audit', second, 'events.jsonl.gz');

  it('cut off, by a download or on purpose, are named', async () => {
    const whole = readFileSync(events());
    truncateSync(events(), whole.length - 9);
    expect((await verdict(second)).findings).toEqual([
      { kind: 'file-damaged', day: second, file: `${second}/events.jsonl.gz` },
    ]);
    writeFileSync(events(), 'no gzip at all');
    expect((await verdict(second)).findings).toMatchObject([{ kind: 'file-damaged' }]);
    writeFileSync(events(), whole);
  });

  it('ending in the middle of a line, or not of UTF-8, are damaged', async () => {
    const whole = readFileSync(events());
    const { gzipSync } = await import('node:zlib');
    for (const content of [Buffer.from('{"seq":1'), Buffer.from([0x22, 0xff, 0x22, 0x0a])]) {
      writeFileSync(events(), gzipSync(content));
      expect((await verdict(second)).findings).toMatchObject([{ kind: 'file-damaged' }]);
    }
    writeFileSync(events(), whole);
  });

  it('that are lines of something else are no events', async () => {
    const whole = readFileSync(events());
    writeFileSync(events(), await zipped(['{}', '[]', 'null']));
    expect((await verdict(second)).findings).toEqual([{ kind: 'no-event', day: second, line: 1 }]);
    writeFileSync(events(), whole);
  });
});
