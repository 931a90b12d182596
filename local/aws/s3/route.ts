import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Context } from 'hono';
import type { AwsEnv } from '../http-env.ts';
import { ServiceError } from '../service-error.ts';

/** A bucket whose objects are files. What it holds stays as it is, as under Object Lock. */
export interface LocalBucket {
  readonly name: string;
  /** Where the objects are, by their keys. Absolute. */
  readonly directory: string;
}

// No part of a key may lead out of the folder.
const key = /^audit\/\d{4}-\d\d-\d\d\/[a-z]+(\.[a-z]+)+$/;

/** The S3 API (REST-XML): GetObject, and PutObject where nothing stands yet. */
export function s3Route(bucket: LocalBucket): (context: Context<AwsEnv>) => Response {
  return (context) => {
    const path = pathOf(bucket, context.req.path);
    switch (context.req.method) {
      case 'GET':
        if (!existsSync(path)) throw new ServiceError('NoSuchKey', 404, 'The specified key does not exist.');
        return context.body(readFileSync(path), 200, { 'content-type': 'application/octet-stream' });
      case 'PUT':
        mustBeNew(path, context.req.header('if-none-match'));
        write(path, context.var.body);
        return context.body(null, 200, { etag: '"local"' });
      default:
        throw new ServiceError('MethodNotAllowed', 405, 'The local bucket knows GetObject and PutObject.');
    }
  };
}

function mustBeNew(path: string, ifNoneMatch: string | undefined): void {
  if (!existsSync(path)) return;
  throw ifNoneMatch === '*'
    ? new ServiceError(
        'PreconditionFailed',
        412,
        'At least one of the pre-conditions you specified did not hold',
      )
    : new ServiceError('AccessDenied', 403, 'Access Denied because object protected by object lock.');
}

function write(path: string, content: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}

function pathOf({ name, directory }: LocalBucket, path: string): string {
  const [, bucket, ...rest] = path.split('/');
  if (bucket !== name) throw new ServiceError('NoSuchBucket', 404, 'The specified bucket does not exist');
  const wanted = rest.join('/');
  if (!key.test(wanted))
    throw new ServiceError('InvalidArgument', 400, 'The local bucket holds sealed days.');
  return join(directory, wanted);
}
