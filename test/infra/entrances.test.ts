import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { functionNames } from '../../infra/names.ts';
import { isSentEvents } from '../../infra/permissions.ts';
import { controlPlane, template } from './control-plane.ts';

describe('the HTTP API', () => {
  it('turns a flood away, and logs who called without what was sent', () => {
    template.resourceCountIs('AWS::ApiGatewayV2::Stage', 1);
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
      AccessLogSettings: {
        DestinationArn: Match.anyValue(),
        Format: Match.not(Match.stringLikeRegexp('body')),
      },
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: '/aws/vendedlogs/apigateway/k8s-access-test',
      RetentionInDays: 90,
    });
  });

  it('has one route, and it leads to the slack function', () => {
    template.resourceCountIs('AWS::ApiGatewayV2::Route', 1);
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: 'POST /slack/events',
      AuthorizationType: 'NONE',
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
      IntegrationUri: { 'Fn::GetAtt': [controlPlane.functions.slack, 'Arn'] },
      PayloadFormatVersion: '2.0',
    });
  });

  it('may call the slack function on that route alone', () => {
    template.resourcePropertiesCountIs(
      'AWS::Lambda::Permission',
      { FunctionName: { 'Fn::GetAtt': [controlPlane.functions.slack, 'Arn'] } },
      1,
    );
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'apigateway.amazonaws.com',
      FunctionName: { 'Fn::GetAtt': [controlPlane.functions.slack, 'Arn'] },
      SourceArn: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('/\\*/\\*/slack/events$')])] },
    });
  });
});

it('the sweep is started every five minutes, by its schedule alone', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    ScheduleExpression: 'rate(5 minutes)',
    State: 'ENABLED',
    Targets: [
      Match.objectLike({
        Arn: { 'Fn::GetAtt': [controlPlane.functions.sweep, 'Arn'] },
        Input: '{"version":1}',
      }),
    ],
  });
  const mayStart = {
    Principal: 'events.amazonaws.com',
    FunctionName: { 'Fn::GetAtt': [controlPlane.functions.sweep, 'Arn'] },
  };
  template.resourcePropertiesCountIs('AWS::Lambda::Permission', mayStart, 1);
});

describe('the command line’s URL', () => {
  const commandLine = { 'Fn::GetAtt': [controlPlane.functions['command-line'], 'Arn'] };

  it('is the only function URL, and lets nobody through without an AWS signature', () => {
    template.resourceCountIs('AWS::Lambda::Url', 1);
    template.hasResourceProperties('AWS::Lambda::Url', {
      AuthType: 'AWS_IAM',
      TargetFunctionArn: commandLine,
      Cors: Match.absent(),
    });
  });

  it('is for the organization alone, and its function can be invoked in no other way', () => {
    const ours = { FunctionName: commandLine, Principal: '*', PrincipalOrgID: 'o-example1234' };
    template.resourcePropertiesCountIs('AWS::Lambda::Permission', { FunctionName: commandLine }, 2);
    for (const allowed of [
      { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'AWS_IAM' },
      { Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true },
    ]) {
      template.hasResourceProperties('AWS::Lambda::Permission', { ...ours, ...allowed });
    }
  });
});

describe('events that nobody waits for', () => {
  const queue = { 'Fn::GetAtt': [Object.keys(template.findResources('AWS::SQS::Queue'))[0], 'Arn'] };

  it.each(functionNames.filter(isSentEvents))('%s: what fails every time is kept in the queue', (name) => {
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: controlPlane.functions[name] },
      DestinationConfig: { OnFailure: { Destination: queue } },
    });
  });

  it('the other functions are sent none', () => {
    template.resourceCountIs('AWS::Lambda::EventInvokeConfig', functionNames.filter(isSentEvents).length);
  });

  it('are kept for two weeks, encrypted, and taken over no open line', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'k8s-access-test-undelivered',
      MessageRetentionPeriod: 14 * 24 * 3600,
      SqsManagedSseEnabled: true,
    });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });
});

it('a flood of calls takes no more of the account than is its share, and taking away keeps a share of its own', () => {
  const reserved = Object.fromEntries(
    functionNames.map((name) => {
      const lambda = template.findResources('AWS::Lambda::Function')[controlPlane.functions[name]];
      return [name, lambda?.['Properties'].ReservedConcurrentExecutions];
    }),
  );
  expect(reserved).toEqual({
    ...Object.fromEntries(functionNames.map((name) => [name, undefined])),
    ...{ slack: 50, 'close-window': 50, sweep: 10 },
  });
});
