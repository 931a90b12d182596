import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Invoke } from '../lambda/invocation.ts';
import type { Json } from '../states/json.ts';
import { responseOf } from './response.ts';

/**
 * The HTTP API in front of a function: each request becomes an event of payload format 2.0, and the function's answer
 * the response. As in AWS, binary-looking bodies travel as base64 and a function that fails gives 500.
 */
export function httpApi(invoke: Invoke, functionName: string, path: string): Hono {
  const app = new Hono();
  app.post(path, async (context) => {
    const body = Buffer.from(await context.req.arrayBuffer());
    const result = await invoke(functionName, eventOf(context.req.raw, path, body));
    if (!result.ok) return context.json({ message: 'Internal Server Error' }, 500);
    return responseOf(result.payload);
  });
  return app;
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
function eventOf(request: Request, path: string, body: Buffer): Json {
  const headers: Record<string, string> = Object.fromEntries(request.headers.entries());
  const text = body.toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(body);
  return {
    version: '2.0',
    routeKey: `POST ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers,
    requestContext: {
      http: {
        method: 'POST',
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      stage: '$default',
      timeEpoch: Date.now(),
    },
    body: isText ? text : body.toString('base64'),
    isBase64Encoded: !isText,
  };
}
