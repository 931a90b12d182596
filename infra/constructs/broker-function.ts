import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, type NodejsFunctionProps } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface BrokerFunctionProps {
  /** Of the function and of its role; the broker roles in other accounts trust the role by this name. */
  readonly name: string;
  readonly code: NodejsFunctionProps;
  readonly timeout: Duration;
  readonly environment: Readonly<Record<string, string>>;
  readonly permissions: readonly PolicyStatement[];
}

/** One function under a role of its own that may do what is listed, write its log and its traces, and nothing else. */
export class BrokerFunction extends Construct {
  readonly lambda: NodejsFunction;

  constructor(
    scope: Construct,
    id: string,
    { name, code, timeout, environment, permissions }: BrokerFunctionProps,
  ) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      roleName: name,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    // Logs are for finding faults and may go with the stack; the audit trail is in the table.
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${name}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(role);
    this.lambda = new NodejsFunction(this, 'Function', {
      ...code,
      functionName: name,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout,
      tracing: Tracing.ACTIVE,
      environment: { ...environment, NODE_OPTIONS: '--enable-source-maps' },
    });
    for (const statement of permissions) role.addToPolicy(statement);
  }
}
