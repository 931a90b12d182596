import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { InfraConfigError, parseInfraConfig } from '../../infra/config.ts';
import { synthesizeControlPlane } from '../../infra/synthesize.ts';
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

describe('clusters’ audit logs', () => {
  const here = { account: '111122223333', region: 'eu-central-1' };
  const read = (auditLogs: string) =>
    Template.fromJSON(synthesizeControlPlane({ ...here, auditLogs }).template as Record<string, unknown>);

  it('are read where that is asked for: our people’s calls alone, from those logs alone', () => {
    template.resourceCountIs('AWS::Logs::SubscriptionFilter', 0);
    const reading = read('prod-eu');
    reading.resourceCountIs('AWS::Logs::SubscriptionFilter', 1);
    reading.hasResourceProperties('AWS::Logs::SubscriptionFilter', {
      LogGroupName: '/aws/eks/prod-eu/cluster',
      FilterPattern: '{ ($.user.username = "k8s-access:*") && ($.stage != "RequestReceived") }',
    });
    reading.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'logs.amazonaws.com',
      SourceAccount: '111122223333',
      SourceArn: 'arn:aws:logs:eu-central-1:111122223333:log-group:/aws/eks/prod-eu/cluster:*',
    });
  });

  it.each([
    ['prod-us', 'access.yaml has no cluster prod-us'],
    ['prod-eu,nowhere', 'access.yaml has no cluster nowhere'],
  ])('of %s cannot be read', (auditLogs, words) => {
    expect(() => parseInfraConfig({ ...here, auditLogs })).toThrow(words);
  });

  it('cannot be read from another account or region', () => {
    const elsewhere = { account: '111122223333', region: 'eu-west-1', auditLogs: 'prod-eu' };
    expect(() => parseInfraConfig(elsewhere)).toThrow(
      'prod-eu is not in account 111122223333 and region eu-west-1',
    );
  });
});

it('days are sealed once a day, past the hour of grace', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    ScheduleExpression: 'cron(0 2 * * ? *)',
    State: 'ENABLED',
    Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [controlPlane.functions.seal, 'Arn'] } })],
  });
});
