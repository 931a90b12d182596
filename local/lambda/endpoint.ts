import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Json } from '../states/json.ts';
import { errorPayload } from './invocation.ts';
import type { Lambda } from './lambda.ts';

// A name, a partial ARN or an ARN, each with or without a qualifier:
// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestParameters
const functionReference =
  /^(?:arn:aws[a-z-]*:lambda:[a-z0-9-]+:)?(?:\d{12}:)?(?:function:)?(?<name>[\w-]+)(?::(?:\$LATEST|[\w-]+))?$/;

type Invocable = Pick<Lambda, 'has' | 'invoke' | 'invokeAsync'>;

/** The Invoke operation of the Lambda API, for the real SDK client. */
export function lambdaApp(lambda: Invocable): Hono {
  const app = new Hono();
  app.post('/2015-03-31/functions/:reference/invocations', async (context) => {
    const reference = context.req.param('reference');
    const name = functionReference.exec(reference)?.groups?.['name'];
    if (name === undefined || !lambda.has(name)) {
      return refuse(404, 'ResourceNotFoundException', `Function not found: ${reference}`);
    }
    const payload = parseJson(await context.req.text());
    if (payload === undefined)
      return refuse(400, 'InvalidRequestContentException', 'The payload must be JSON.');
    if (context.req.header('x-amz-invocation-type') !== 'Event') return invoke(lambda, name, payload);
    lambda.invokeAsync(name, payload);
    return new Response(null, { status: 202, headers: requestId() });
  });
  return app;
}

async function invoke(lambda: Invocable, name: string, payload: Json): Promise<Response> {
  const result = await lambda.invoke(name, payload);
  const headers = { ...requestId(), 'x-amz-executed-version': '$LATEST' };
  if (result.ok) return Response.json(result.payload, { headers });
  return Response.json(errorPayload(result.error), {
    headers: { ...headers, 'x-amz-function-error': 'Unhandled' },
  });
}

function refuse(status: number, type: string, message: string): Response {
  const headers = { ...requestId(), 'x-amzn-errortype': type };
  return Response.json({ Type: 'User', Message: message }, { status, headers });
}

function requestId(): Record<string, string> {
  return { 'x-amzn-requestid': randomUUID() };
}

function parseJson(text: string): Json | undefined {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}
