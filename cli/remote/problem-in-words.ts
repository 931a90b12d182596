import type { CallProblem } from '../../shared/adapters/command-line/call-error.ts';

export interface CallMade {
  readonly endpoint: URL;
  readonly profile: string | undefined;
  readonly region: string | undefined;
}

/** Why a call was not answered, and what to do about it. */
export function callProblemInWords(problem: CallProblem, { endpoint, profile, region }: CallMade): string {
  const signIn = `Sign in again, such as by \`aws sso login${profile === undefined ? '' : ` --profile ${profile}`}\`.`;
  switch (problem) {
    case 'no-credentials':
      return 'There are no AWS credentials here to sign the call with. Sign in, such as by `aws sso login`, and name the profile with --profile or AWS_PROFILE.';
    case 'credentials-expired':
      return `Your AWS session has expired. ${signIn}`;
    case 'credentials-unknown':
      return `AWS does not know these credentials. ${signIn}`;
    case 'no-region':
      return 'It is not known which region to sign for. Name the endpoint’s with --region or AWS_REGION.';
    case 'wrong-region':
      return `The call was signed for ${region ?? 'another region'}, and the endpoint is in another. Name the endpoint’s region with --region or AWS_REGION.`;
    case 'clock-off':
      return 'AWS takes the call for one of another time: the clock of this machine is more than five minutes off. Set it, and try again.';
    case 'bad-signature':
      return 'The signature does not fit the credentials: the secret key belongs to another access key, or something on the way changed the call. Sign in again, and leave proxies out.';
    case 'forbidden':
      return `AWS does not let you call ${endpoint.host}. Your permission set must allow lambda:InvokeFunctionUrl and lambda:InvokeFunction on it, and your account must be in the organization. docs/deploy.md shows your platform team the policy.`;
    case 'unreachable':
      return `${endpoint.host} does not answer. Check the network and the endpoint, and try again.`;
    case 'function-failed':
      return 'The endpoint failed before it could answer. Try again in a minute; if it goes on, tell your platform team.';
    case 'not-ours':
      return `What answers at ${endpoint.host} is not k8s-access. Check the endpoint: it is the stack’s output CommandLineUrl.`;
  }
}
