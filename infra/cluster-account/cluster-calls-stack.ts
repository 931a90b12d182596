import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { PrivateNetwork } from '../../shared/domain/estate.ts';
import type { InfraConfig } from '../config.ts';
import { BrokerFunction } from '../constructs/broker-function.ts';
import type { CodeSource } from '../function-code.ts';
import { prefixOf } from '../names.ts';

export interface ClusterCallsProps {
  readonly account: string;
  readonly region: string;
  readonly networks: readonly PrivateNetwork[];
  readonly config: InfraConfig;
  readonly code: CodeSource;
}

/** The functions that carry calls to the private clusters of one account and region, each in its network. */
export class ClusterCallsStack extends Stack {
  constructor(scope: Construct, id: string, { account, region, networks, config, code }: ClusterCallsProps) {
    super(scope, id, {
      stackName: `${prefixOf(config.stage)}-cluster-calls`,
      description: 'k8s-access: how private clusters are reached',
      terminationProtection: true,
      env: { account, region },
    });
    for (const network of networks) {
      const name = nameOf(network);
      const { lambda } = new BrokerFunction(this, name, {
        name,
        code: code('cluster-calls'),
        timeout: Duration.seconds(15),
        environment: {
          CLUSTER_DOMAIN: `eks.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}`,
        },
        permissions: [interfaces],
        network,
      });
      // Whoever in that account may call it still needs a broker's token to be let in by a cluster.
      new CfnPermission(this, `${name}-calls`, {
        action: 'lambda:InvokeFunction',
        functionName: lambda.functionName,
        principal: config.env?.account ?? Aws.ACCOUNT_ID,
      });
    }
  }
}

function nameOf({ function: arn }: PrivateNetwork): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

// What Lambda needs to put a function into a network: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
const interfaces = new PolicyStatement({
  actions: [
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ],
  resources: ['*'],
});
