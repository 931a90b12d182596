import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface AuditLogReaderProps {
  readonly ruleName: string;
  /** Clusters of this account and region whose control plane writes its audit log. */
  readonly clusters: readonly string[];
  readonly reader: IFunction;
}

// Only our people's calls are delivered, and not the first word of each, to which the answer comes:
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
const ourPeople = '{ ($.user.username = "k8s-access:*") && ($.stage != "RequestReceived") }';

/** Lets the reader hear of what our people call in clusters, and starts it every five minutes to tell of what is over. */
export class AuditLogReader extends Construct {
  constructor(scope: Construct, id: string, { ruleName, clusters, reader }: AuditLogReaderProps) {
    super(scope, id);
    for (const cluster of clusters) {
      const logGroupName = `/aws/eks/${cluster}/cluster`;
      const sourceArn = Stack.of(this).formatArn({
        ...{ service: 'logs', resource: 'log-group', resourceName: `${logGroupName}:*` },
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      });
      reader.addPermission(`From-${cluster}`, {
        principal: new ServicePrincipal('logs.amazonaws.com'),
        sourceArn,
        sourceAccount: Stack.of(this).account,
      });
      const filter = new CfnSubscriptionFilter(this, `Filter-${cluster}`, {
        ...{ logGroupName, destinationArn: reader.functionArn, filterPattern: ourPeople },
        filterName: ruleName,
      });
      // CloudWatch Logs tries the function before it makes the filter.
      filter.node.addDependency(reader);
    }
    new Rule(this, 'Rule', {
      ruleName,
      schedule: Schedule.rate(Duration.minutes(5)),
      targets: [
        new LambdaFunction(reader, {
          event: RuleTargetInput.fromObject({ version: 1 }),
          retryAttempts: 0,
          maxEventAge: Duration.minutes(1),
        }),
      ],
    });
  }
}
