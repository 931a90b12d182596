import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

export interface OperatorSecretProps {
  readonly name: string;
  readonly description: string;
  readonly key: IKey;
}

/**
 * A secret that the operator puts in after the first deployment. It is made empty (the low-level construct allows that,
 * `Secret` would generate a password), so that a function that is called too early fails for the true reason.
 */
export class OperatorSecret extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, description, key }: OperatorSecretProps) {
    super(scope, id);
    const secret = new CfnSecret(this, 'Resource', { name, description, kmsKeyId: key.keyArn });
    secret.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.arn = secret.ref;
  }
}
