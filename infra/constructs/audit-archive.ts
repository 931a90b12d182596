import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface AuditArchiveProps {
  readonly prefix: string;
  /** Days for which nobody, not even the account's root, can remove or replace a sealed day. */
  readonly keptDays: number;
}

/** Where the sealed days of the audit trail are kept, and the key that signs them. Both outlive the stack. */
export class AuditArchive extends Construct {
  readonly bucket: Bucket;
  readonly key: Key;

  constructor(scope: Construct, id: string, { prefix, keptDays }: AuditArchiveProps) {
    super(scope, id);
    // Without a name of its own: names of buckets are taken all over the world.
    this.bucket = new Bucket(this, 'Bucket', {
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(keptDays)),
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // 1 USD a month. The public half verifies for ever, also when the key is gone.
    this.key = new Key(this, 'Key', {
      alias: `${prefix}-audit`,
      description: 'k8s-access: signs the sealed days of the audit trail',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
