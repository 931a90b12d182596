import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, CfnFunction, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { NodejsFunction, type NodejsFunctionProps } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { PrivateNetwork } from '../../shared/domain/estate.ts';

export interface BrokerFunctionProps {
  /** Of the function and of its role; the broker roles in other accounts trust the role by this name. */
  readonly name: string;
  readonly code: NodejsFunctionProps;
  readonly timeout: Duration;
  readonly environment: Readonly<Record<string, string>>;
  readonly permissions: readonly PolicyStatement[];
  /** Where events end that it was sent without waiting, and that failed every time. */
  readonly undelivered?: IQueue;
  /** How many of it run at once at most, and are kept free for it. */
  readonly reserved?: number;
  /** Where the function runs, if not in Lambda's own network. */
  readonly network?: Pick<PrivateNetwork, 'subnetIds' | 'securityGroupIds'>;
}

/** One function under a role of its own that may do what is listed, write its log and its traces, and nothing else. */
export class BrokerFunction extends Construct {
  readonly lambda: NodejsFunction;

  constructor(
    scope: Construct,
    id: string,
    { name, code, timeout, environment, permissions, network, undelivered, reserved }: BrokerFunctionProps,
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
      ...(undelivered !== undefined && { onFailure: new SqsDestination(undelivered) }),
      ...(reserved !== undefined && { reservedConcurrentExecutions: reserved }),
    });
    for (const statement of permissions) role.addToPolicy(statement);
    if (network !== undefined) this.placeIn(network);
  }

  // By the ids alone: CDK's own way wants to know the network's zones and routes, which it does not need.
  private placeIn({ subnetIds, securityGroupIds }: NonNullable<BrokerFunctionProps['network']>): void {
    const { defaultChild } = this.lambda.node;
    if (!(defaultChild instanceof CfnFunction)) throw new Error('unreachable: a function has its resource');
    defaultChild.vpcConfig = { subnetIds: [...subnetIds], securityGroupIds: [...securityGroupIds] };
  }
}
