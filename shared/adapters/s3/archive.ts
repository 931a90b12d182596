import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { MissingFileError } from '../../usecases/errors.ts';
import type { Archive } from '../../usecases/seal-ports.ts';
import { archivePrefix, lineFileOf, sealFileOf } from '../archive/file-names.ts';
import { linesIn, zipped } from '../archive/lines.ts';
import { parseSealed } from '../archive/sealed-schema.ts';

/** The sealed days in a bucket that keeps what it holds. Region and endpoint come from the environment. */
export function s3Archive(bucket: string): Archive {
  const client = new S3Client({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 30_000 },
  });
  const read = async (name: string) => {
    const Key = `${archivePrefix}${name}`;
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
    if (Body === undefined) throw new Error(`unreachable: ${name} has no body`);
    return Body;
  };
  // Only where nothing stands: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
  const writeOnce = async (name: string, Body: Uint8Array, ContentType: string) => {
    const Key = `${archivePrefix}${name}`;
    const put = new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType, IfNoneMatch: '*' });
    await client.send(put).catch(unlessItStands);
  };
  return {
    sealed: async (day) => {
      const name = sealFileOf(day);
      const body = await read(name).catch(unlessMissing);
      return body === undefined ? undefined : parseSealed(await body.transformToString(), name);
    },
    lines: async function* (day, file) {
      const name = lineFileOf(day, file);
      const body = await read(name).catch(unlessMissing);
      if (body === undefined) throw new MissingFileError(name);
      yield* linesIn(body as unknown as AsyncIterable<Uint8Array>, name);
    },
    writeLines: async (day, file, lines) =>
      writeOnce(lineFileOf(day, file), await zipped(lines), 'application/gzip'),
    writeSeal: (day, sealed) =>
      writeOnce(
        sealFileOf(day),
        Buffer.from(`${JSON.stringify(sealed, undefined, 2)}\n`),
        'application/json',
      ),
  };
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof NoSuchKey) return undefined;
  throw error;
}

function unlessItStands(error: unknown): undefined {
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  if (status === 412) return undefined;
  throw error;
}
