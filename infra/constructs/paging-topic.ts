import { Alias } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/**
 * Where every page is published beside PagerDuty. Who listens is the operator's to say, by subscriptions that the stack
 * does not know; encrypted under the key that AWS keeps for SNS, which needs no permission of its own.
 */
export class PagingTopic extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, topicName: string) {
    super(scope, id);
    const masterKey = Alias.fromAliasName(this, 'Key', 'alias/aws/sns');
    this.arn = new Topic(this, 'Topic', { topicName, masterKey, enforceSSL: true }).topicArn;
  }
}
