import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { BoltHandler } from './bolt.ts';
import { httpAnswer } from './http-answer.ts';
import { readPayload } from './payload.ts';
import { verify } from './verify.ts';

export interface EndpointOptions {
  readonly signingSecret: string;
  /** Milliseconds since the epoch. */
  readonly wallClock: () => number;
  readonly bolt: BoltHandler;
}

export type Endpoint = (
  event: APIGatewayProxyEventV2,
  context: Pick<Context, 'awsRequestId'>,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** The HTTP endpoint that Slack talks to: what is not from Slack, or makes no sense, goes no further than here. */
export function slackEndpoint({ signingSecret, wallClock, bolt }: EndpointOptions): Endpoint {
  return async (event, context) => {
    const verification = verify(event, { signingSecret, wallNow: wallClock() });
    if (!verification.accepted) return verification.answer;
    const { headers, body } = verification.request;
    const payload = readPayload(verification.request);
    if (!payload.readable) return httpAnswer(400, payload.problem);
    const normal = {
      ...event,
      body,
      isBase64Encoded: false,
      headers: { ...headers, 'content-type': payload.contentType },
      requestContext: { ...event.requestContext, lambdaRequestId: context.awsRequestId },
    };
    return bolt(normal, context);
  };
}
