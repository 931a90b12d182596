import { OrganizationPrincipal } from 'aws-cdk-lib/aws-iam';
import { FunctionUrlAuthType, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/**
 * Where the command line calls: a function URL, behind which Lambda verifies the caller's AWS signature. Everybody in
 * the organization whose own policies say so too may call; without an organization, only people in this account.
 */
export class CommandLineEndpoint extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, commandLine: IFunction, organization: string | undefined) {
    super(scope, id);
    this.url = commandLine.addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM }).url;
    if (organization === undefined) return;
    const principal = new OrganizationPrincipal(organization);
    // Since October 2025 a call takes both: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
    commandLine.addPermission('CallUrl', {
      action: 'lambda:InvokeFunctionUrl',
      functionUrlAuthType: FunctionUrlAuthType.AWS_IAM,
      principal,
    });
    // Only through the URL: an event of their own making could name anybody as its caller.
    commandLine.addPermission('InvokeThroughUrl', {
      action: 'lambda:InvokeFunction',
      invokedViaFunctionUrl: true,
      principal,
    });
  }
}
