import { App, Stack } from 'aws-cdk-lib';
import { Capture, Match, Template } from 'aws-cdk-lib/assertions';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from 'vitest';
import { DrillSchedule } from '../../infra/constructs/drill-schedule.ts';
import { parseDueDrill } from '../../shared/adapters/lambda/due-drill.ts';
import { template as examplesTemplate } from './control-plane.ts';

const stack = new Stack(new App(), 'Drills');
const starter = new LambdaFunction(stack, 'Sweep', {
  ...{ runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('//') },
});
new DrillSchedule(stack, 'Drill', {
  ...{ ruleName: 'k8s-access-test-drill-emergency', drill: 'emergency', starter },
  ...{ weekly: { as: 'carol@example.com', weekday: 'tue', minute: 9 * 60 + 30 } },
  undelivered: new Queue(stack, 'Undelivered'),
});
const template = Template.fromStack(stack);

describe('a weekly drill', () => {
  it('starts at its minute of its weekday, UTC, and asks the function that sweeps', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      Name: 'k8s-access-test-drill-emergency',
      ScheduleExpression: 'cron(30 9 ? * TUE *)',
      Targets: [
        {
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Sweep'), 'Arn'] },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Undelivered'), 'Arn'] } },
          RetryPolicy: { MaximumEventAgeInSeconds: 900, MaximumRetryAttempts: 2 },
        },
      ],
    });
  });

  it('says which rule is tried out and when it was due, as the function reads it', () => {
    const transformer = new Capture();
    template.hasResourceProperties('AWS::Events::Rule', { Targets: [{ InputTransformer: transformer }] });
    const { InputPathsMap, InputTemplate } = transformer.asObject();
    expect(InputPathsMap).toEqual({ time: '$.time' });
    // EventBridge writes times without milliseconds, and puts text in with its quotes.
    const sent = String(InputTemplate).replace('<time>', '"2026-11-24T09:30:00Z"');
    expect(parseDueDrill(JSON.parse(sent))).toEqual({ rule: 'emergency', at: '2026-11-24T09:30:00.000Z' });
    expect(() => parseDueDrill({ version: 1, drill: 'emergency', at: 'soon' })).toThrow();
    expect(parseDueDrill({ version: 1 })).toBeUndefined();
  });

  it('is not in the example, whose drills are started by people', () => {
    const rules = JSON.stringify(examplesTemplate.findResources('AWS::Events::Rule'));
    expect(rules).not.toContain('InputTransformer');
  });
});
