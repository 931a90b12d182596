import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

const path = '/slack/events';

/** Where Slack delivers commands, clicks and events. The function checks the signature; nothing else is behind it. */
export class SlackEndpoint extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, apiName: string, slack: IFunction) {
    super(scope, id);
    const api = new HttpApi(this, 'Api', { apiName });
    api.addRoutes({
      path,
      methods: [HttpMethod.POST],
      integration: new HttpLambdaIntegration('Slack', slack),
    });
    this.url = `${api.apiEndpoint}${path}`;
  }
}
