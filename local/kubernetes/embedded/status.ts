import { qualifiedName, type ResourceType } from './resources.ts';

export interface Cause {
  readonly reason: string;
  readonly message: string;
  readonly field: string;
}

interface Details {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly Cause[];
}

/** A request that ends in a `Status` object, in the words of the real API server (apimachinery, pkg/api/errors). */
export class ApiError extends Error {
  readonly code: number;
  readonly reason: string;
  readonly details: Details | undefined;

  constructor(code: number, reason: string, message: string, details?: Details) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  toStatus(): Readonly<Record<string, unknown>> {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      reason: this.reason,
      ...(this.details === undefined ? {} : { details: this.details }),
      code: this.code,
    };
  }
}

/** The `Status` that answers a deletion. */
export function deleted(
  resource: ResourceType,
  name: string,
  uid: string,
): Readonly<Record<string, unknown>> {
  const details = { ...detailsOf(resource, name), uid };
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
}

export const unauthorized = () => new ApiError(401, 'Unauthorized', 'Unauthorized');

export const badRequest = (message: string) => new ApiError(400, 'BadRequest', message);

export const notFound = (resource: ResourceType, name: string) =>
  new ApiError(404, 'NotFound', `${qualifiedName(resource)} "${name}" not found`, detailsOf(resource, name));

export const noSuchPath = () =>
  new ApiError(404, 'NotFound', 'the server could not find the requested resource', {});

export const alreadyExists = (resource: ResourceType, name: string) =>
  new ApiError(
    409,
    'AlreadyExists',
    `${qualifiedName(resource)} "${name}" already exists`,
    detailsOf(resource, name),
  );

export const conflict = (resource: ResourceType, name: string, why: string) =>
  new ApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedName(resource)} "${name}": ${why}`,
    detailsOf(resource, name),
  );

export const invalid = (resource: ResourceType, name: string, causes: readonly Cause[]) => {
  const texts = causes.map((cause) => `${cause.field}: ${cause.message}`);
  const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  const kind = resource.group === '' ? resource.kind : `${resource.kind}.${resource.group}`;
  return new ApiError(422, 'Invalid', `${kind} "${name}" is invalid: ${list}`, {
    ...detailsOf(resource, name),
    kind: resource.kind,
    causes,
  });
};

export const methodNotAllowed = () =>
  new ApiError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );

export const unsupportedMediaType = (accepted: readonly string[]) =>
  new ApiError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
  );

export const expired = () =>
  new ApiError(410, 'Expired', 'too old resource version: list again and watch from there');

export const notImplemented = (what: string) =>
  new ApiError(501, 'NotImplemented', `${what} is authorized, but the embedded cluster runs no containers`);

/** `attempt` is what the real server writes after "is forbidden: ", or alone where no resource is meant. */
export function forbidden(
  resource: { readonly group: string; readonly name: string },
  name: string,
  attempt: string,
) {
  const qualified = qualifiedName(resource);
  const subject = name === '' ? qualified : `${qualified} "${name}"`;
  const details = detailsOf(resource, name);
  return new ApiError(403, 'Forbidden', `${subject} is forbidden: ${attempt}`, details);
}

export const forbiddenPath = (message: string) => new ApiError(403, 'Forbidden', `forbidden: ${message}`, {});

function detailsOf(resource: { readonly group: string; readonly name: string }, name: string): Details {
  return {
    ...(name === '' ? {} : { name }),
    ...(resource.group === '' ? {} : { group: resource.group }),
    kind: resource.name,
  };
}
