import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Authenticators, authenticate } from './authn/authenticate.ts';
import { impersonate } from './authn/impersonate.ts';
import type { User } from './authn/user.ts';
import type { Call, ClusterState, Reply } from './call.ts';
import { answerPath } from './discovery.ts';
import { handle } from './handlers/handle.ts';
import { forbiddenAttempt } from './rbac/attempt.ts';
import { parseRequest, type RequestInfo, type ResourceInfo } from './request-info.ts';
import { findResource } from './resources.ts';
import { ApiError, forbidden, forbiddenPath, noSuchPath } from './status.ts';
import { mediaTypeOf, readBody } from './wire/body.ts';
import { sendReply } from './wire/reply.ts';

/** Answers one HTTP request: who is it, may they, then what. */
export async function serve(
  cluster: ClusterState,
  authenticators: Authenticators,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  sendReply(response, await answer(cluster, authenticators, request).catch(toReply));
}

async function answer(
  cluster: ClusterState,
  authenticators: Authenticators,
  request: IncomingMessage,
): Promise<Reply> {
  const url = new URL(`https://cluster${request.url ?? '/'}`);
  const info = parseRequest(request.method ?? 'GET', url);
  const caller = await authenticate(request, authenticators);
  const user = impersonate(caller, request, cluster.authorizer);
  requireAllowed(cluster, user, info);
  if (!info.isResource) return answerPath(info.path, request.headers.accept ?? '');
  const body = await readBody(request);
  return handle(callOf(cluster, user, info, url, request, body));
}

function requireAllowed(cluster: ClusterState, user: User, info: RequestInfo): void {
  const { allowed, reason } = cluster.authorizer.authorize(user, info);
  if (allowed) return;
  if (!info.isResource)
    throw forbiddenPath(`User "${user.username}" cannot ${info.verb} path "${info.path}"`);
  const resource = { group: info.group, name: info.resource };
  throw forbidden(resource, info.name, forbiddenAttempt(user, info, reason));
}

function callOf(
  cluster: ClusterState,
  user: User,
  info: ResourceInfo,
  url: URL,
  request: IncomingMessage,
  body: unknown,
): Call {
  const resource = findResource(info.group, info.version, info.resource);
  if (resource === undefined) throw noSuchPath();
  if (info.subresource !== '' && !resource.subresources.includes(info.subresource)) throw noSuchPath();
  if (info.namespace !== '' && !resource.namespaced && resource.name !== 'namespaces') throw noSuchPath();
  return { cluster, user, info, resource, query: url.searchParams, mediaType: mediaTypeOf(request), body };
}

function toReply(error: unknown): Reply {
  if (error instanceof ApiError) return { kind: 'object', code: error.code, body: error.toStatus() };
  const why = error instanceof Error ? error.message : String(error);
  const internal = new ApiError(500, 'InternalError', `Internal error occurred: ${why}`);
  return { kind: 'object', code: internal.code, body: internal.toStatus() };
}
