import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { InfraConfigError, parseInfraConfig } from '../../infra/config.ts';
import { controlPlane, template } from './control-plane.ts';

const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

describe('the bucket of the sealed days', () => {
  it('lets nobody remove or replace a day before its time, and outlives the stack', () => {
    template.hasResource('AWS::S3::Bucket', {
      Properties: {
        ObjectLockEnabled: true,
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 731 } },
        },
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
      ...kept,
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ],
      },
    });
  });

  it.each(['0', '-1', '1.5', 'long', '36501'])('is not made to keep days for %s days', (auditKeptDays) => {
    expect(() => parseInfraConfig({ auditKeptDays })).toThrow(InfraConfigError);
  });
});

it('the key signs and does nothing else, and outlives the stack', () => {
  template.hasResource('AWS::KMS::Key', {
    Properties: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
    ...kept,
  });
});

it('days are sealed once a day, past the hour of grace', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    ScheduleExpression: 'cron(0 2 * * ? *)',
    State: 'ENABLED',
    Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [controlPlane.functions.seal, 'Arn'] } })],
  });
});
