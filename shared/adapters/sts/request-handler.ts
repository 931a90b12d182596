import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

/**
 * How the AWS clients connect: over connections that all invocations of a warm function share, and giving a call up
 * after 10 seconds, so that none can land long after its caller was told that it failed.
 */
export const requestHandler = {
  httpAgent: new HttpAgent({ keepAlive: true }),
  httpsAgent: new HttpsAgent({ keepAlive: true }),
  connectionTimeout: 3_000,
  requestTimeout: 10_000,
  throwOnRequestTimeout: true,
};
