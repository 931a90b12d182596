import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

const path = '/slack/events';

/** Calls a second. A workspace of thousands makes a few; whoever floods the address is turned away before a function runs. */
const throttle = { rateLimit: 50, burstLimit: 100 };

/** Who called when and what was answered; nothing of what was sent. */
const format = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTime',
    sourceIp: '$context.identity.sourceIp',
    route: '$context.routeKey',
    status: '$context.status',
    milliseconds: '$context.responseLatency',
    error: '$context.error.message',
  }),
);

/** Where Slack delivers commands, clicks and events. The function checks the signature; nothing else is behind it. */
export class SlackEndpoint extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, apiName: string, slack: IFunction) {
    super(scope, id);
    const api = new HttpApi(this, 'Api', { apiName, createDefaultStage: false });
    new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle,
      accessLogSettings: { destination: this.accessLog(apiName), format },
    });
    api.addRoutes({
      path,
      methods: [HttpMethod.POST],
      integration: new HttpLambdaIntegration('Slack', slack),
    });
    this.url = `${api.apiEndpoint}${path}`;
  }

  // The prefix keeps log delivery within the limit of CloudWatch's resource policy, as for the machines.
  private accessLog(apiName: string): LogGroupLogDestination {
    return new LogGroupLogDestination(
      new LogGroup(this, 'AccessLog', {
        logGroupName: `/aws/vendedlogs/apigateway/${apiName}`,
        retention: RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    );
  }
}
