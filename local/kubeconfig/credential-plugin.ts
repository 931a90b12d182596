/**
 * The credential plugin that kubectl runs at each call:
 * `node credential-plugin.ts <file with the persona's AWS credentials> <region> <cluster>`.
 * It imports no more than it signs with, because every kubectl call waits for it.
 */
import { readFileSync } from 'node:fs';
import { type AwsCredentials, presignToken } from '../../shared/adapters/sts/presign-token.ts';

const [file, region, cluster] = process.argv.slice(2);
if (file === undefined || region === undefined || cluster === undefined) {
  fail('Usage: credential-plugin.ts <credentials file> <region> <cluster>');
}
const credentials = readCredentials(file);
const token = await presignToken({ cluster, region, credentials, signedAt: new Date() });
// No expirationTimestamp: kubectl would compare it with the wall clock, and the platform's clock can be moved.
process.stdout.write(
  JSON.stringify({
    apiVersion: 'client.authentication.k8s.io/v1beta1',
    kind: 'ExecCredential',
    status: { token },
  }),
);

function readCredentials(path: string): AwsCredentials {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    fail(`Cannot read ${path}: start the local platform again, it writes this file.`);
  }
  if (!isCredentials(content)) fail(`${path} does not hold AWS credentials: start the local platform again.`);
  return content;
}

// By hand and not by zod, which would take longer to load than everything else here.
function isCredentials(content: unknown): content is AwsCredentials {
  if (typeof content !== 'object' || content === null) return false;
  const { accessKeyId, secretAccessKey, sessionToken } = content as Record<string, unknown>;
  const text = (value: unknown) => typeof value === 'string';
  return text(accessKeyId) && text(secretAccessKey) && (sessionToken === undefined || text(sessionToken));
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
