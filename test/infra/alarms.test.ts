import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { awsAlarmMeanings } from '../../infra/alarms.ts';
import { alarmNames } from '../../shared/domain/alarm-name.ts';
import { controlPlane, template } from './control-plane.ts';

const names: readonly string[] = [...alarmNames, ...Object.keys(awsAlarmMeanings)];
const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
  ({ Properties }) => Properties,
);
const runbookOf = (name: string) => new URL(`../../docs/runbooks/${name}.md`, import.meta.url);

it('there is an alarm of each name, and no other', () => {
  expect(alarms.map(({ AlarmName }) => AlarmName).sort()).toEqual(
    names.map((name) => `k8s-access-test-${name}`).sort(),
  );
});

it('each tells when it begins and when it is over', () => {
  const topic = { Ref: expect.stringMatching(/^AlarmTopic/) };
  for (const { AlarmActions, OKActions } of alarms) {
    expect(AlarmActions).toEqual([topic]);
    expect(OKActions).toEqual([topic]);
  }
});

// What of AWS's own counts each alarm watches.
const countOf: Readonly<Record<string, string>> = {
  'function-failing': 'Errors',
  'function-throttled': 'Throttles',
  'machine-failed': 'ExecutionsFailed',
  'undelivered-events': 'ApproximateNumberOfMessagesVisible',
  'sweep-not-running': 'Invocations',
};

it.each(names)('%s is seen firing, on the local platform or in its use case', (name) => {
  const tests = ['../workflow', '../unit/states', '../unit/usecases'].flatMap((folder) => {
    const directory = new URL(`${folder}/`, import.meta.url);
    return readdirSync(directory).map((file) => readFileSync(new URL(file, directory), 'utf8'));
  });
  expect(
    tests.some((text) => /counted|alarms/.test(text) && text.includes(`'${countOf[name] ?? name}'`)),
  ).toBe(true);
});

describe('runbooks', () => {
  it.each(names)('%s: its alarm says where it stands what to do', (name) => {
    const alarm = alarms.find(({ AlarmName }) => AlarmName === `k8s-access-test-${name}`);
    expect(alarm?.AlarmDescription).toMatch(new RegExp(` What to do: docs/runbooks/${name}\\.md$`));
    expect(existsSync(runbookOf(name))).toBe(true);
  });

  it.each(names)('%s: says what it means and what to type', (name) => {
    const text = readFileSync(runbookOf(name), 'utf8');
    expect(text).toMatch(new RegExp(`^# ${name}\n`));
    expect(text).toContain('## What it means\n');
    expect(text).toContain('## What to do\n');
    expect(text).toMatch(/^ {4}\S|^\d\. .*`/m);
  });

  it('there is none without an alarm', () => {
    const found = readdirSync(new URL('../../docs/runbooks', import.meta.url));
    expect(found.sort()).toEqual(['README.md', ...names.map((name) => `${name}.md`)].sort());
  });
});

it.each(alarmNames)('%s watches the metric that the functions write', (name) => {
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmName: `k8s-access-test-${name}`,
    // As shared/adapters/log/json-reporter.ts writes it; its test holds the same words.
    Namespace: 'k8s-access',
    MetricName: name,
    Dimensions: [{ Name: 'Stage', Value: 'test' }],
    Statistic: 'Sum',
    TreatMissingData: 'notBreaching',
  });
});

describe('what AWS counts', () => {
  const watching = (name: string) => {
    const found = alarms.find(({ AlarmName }) => AlarmName === `k8s-access-test-${name}`);
    return JSON.stringify(found);
  };

  it('of every function, what failed', () => {
    for (const logicalId of Object.values(controlPlane.functions)) {
      expect(watching('function-failing')).toContain(`{"Ref":"${logicalId}"}`);
    }
  });

  it('of both machines, what failed, and of windows also what somebody stopped', () => {
    const watched = watching('machine-failed');
    for (const logicalId of Object.values(controlPlane.machines)) expect(watched).toContain(logicalId);
    expect(watched).toContain('"ExecutionsFailed"');
    expect(watched).toContain('"ExecutionsAborted"');
  });

  it('of the sweep, that it does not run: no data is an alarm too', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'k8s-access-test-sweep-not-running',
      MetricName: 'Invocations',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: controlPlane.functions.sweep } }],
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  });
});

it('alarms can publish to their topic: by its policy, and by that of the key', () => {
  const byCloudWatch = (actions: unknown) =>
    Match.arrayWith([
      Match.objectLike({
        Effect: 'Allow',
        Action: actions,
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': '444455556666' } },
      }),
    ]);
  template.hasResourceProperties('AWS::SNS::Topic', {
    TopicName: 'k8s-access-test-alarms',
    KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] },
  });
  template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: { Statement: byCloudWatch('sns:Publish') },
  });
  template.hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: { Statement: byCloudWatch(['kms:Decrypt', 'kms:GenerateDataKey']) },
  });
});

it('one dashboard shows every alarm', () => {
  template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
  const body = JSON.stringify(dashboard?.['Properties'].DashboardBody);
  for (const logicalId of Object.keys(template.findResources('AWS::CloudWatch::Alarm'))) {
    expect(body).toContain(logicalId);
  }
});
