import { DependencyError } from '../../usecases/errors.ts';

/**
 * What an SDK threw, as the use cases know it: the operation and the error's name. AWS's own words stay in the
 * cause, because those of a refused signature can quote the session token.
 * @param what the operation and on what, such as `EKS DescribeCluster of prod-eu`
 * @param caller the ARN of the role that must be allowed to do it
 */
export function awsFailure(what: string, caller: string, error: unknown): DependencyError {
  const name = error instanceof Error ? error.name : 'unknown error';
  return new DependencyError(`${what} failed with ${name}.${adviceOn(name, caller)}`, { cause: error });
}

function adviceOn(name: string, caller: string): string {
  switch (name) {
    case 'AccessDenied':
    case 'AccessDeniedException':
      return ` Check the policies of ${caller} and, where it is assumed, whom it trusts and which external id it asks for.`;
    case 'ResourceNotFoundException':
      return ' Check that access.yaml names the cluster and its region as EKS does.';
    case 'CredentialsProviderError':
      return ' Run this under an AWS role, or give it credentials.';
    case 'ZodError':
      return ' Its answer lacks something; the cause says what. A cluster that is still being created has no address.';
    default:
      return '';
  }
}
