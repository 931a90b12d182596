import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/**
 * Where every alarm is published; who listens is the operator's to say. Apart from the pages: those wake people by the
 * product's own word, these by CloudWatch's.
 */
export class AlarmTopic extends Topic {
  constructor(scope: Construct, id: string, topicName: string, masterKey: IKey) {
    super(scope, id, { topicName, masterKey, enforceSSL: true });
    // A topic with a policy of its own has not the one that lets the account's alarms in.
    this.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }
}
