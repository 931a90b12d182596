import { ServiceError } from '../service-error.ts';

// Codes and statuses: EKS API model 2017-11-01. Messages: as the service words them, where that is known.

export function clusterNotFound(name: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', 404, `No cluster found for name: ${name}.`);
}

export function entryNotFound(principalArn: string): ServiceError {
  return new ServiceError(
    'ResourceNotFoundException',
    404,
    `The specified principalArn could not be found: ${principalArn}. You can view your available access entries with 'list-access-entries'.`,
  );
}

export function policyNotFound(policyArn: string): ServiceError {
  return new ServiceError(
    'ResourceNotFoundException',
    404,
    `The specified policyArn could not be found: ${policyArn}. You can view the policies there are with 'list-access-policies', and an entry's own with 'list-associated-access-policies'.`,
  );
}

/** Said of every operation on entries. Source: https://github.com/upbound/configuration-aws-eks/pull/122 */
export function entriesOff(): ServiceError {
  return new ServiceError(
    'InvalidRequestException',
    400,
    "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
  );
}

export function entryInUse(): ServiceError {
  return new ServiceError(
    'ResourceInUseException',
    409,
    'The specified access entry resource is already in use on this cluster.',
  );
}

export function tooManyEntries(limit: number): ServiceError {
  return new ServiceError(
    'ResourceLimitExceededException',
    400,
    `You've reached the limit of ${limit} access entries for this cluster: delete one to create another.`,
  );
}

export function invalidParameter(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', 400, message);
}

/** TagResource and its kind have errors of their own. */
export function taggedResourceNotFound(arn: string): ServiceError {
  return new ServiceError('NotFoundException', 404, `Resource not found: ${arn}.`);
}

export function badTagRequest(message: string): ServiceError {
  return new ServiceError('BadRequestException', 400, message);
}
