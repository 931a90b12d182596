import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { AwsEnv } from '../http-env.ts';
import type { Caller } from '../identity/caller.ts';
import { ServiceError } from '../service-error.ts';
import { parseQuery } from '../signature/request.ts';
import { assumeRole, type StsDependencies } from './assume-role.ts';
import { resultXml, type XmlContent } from './xml.ts';

/** The STS API (Query protocol, version 2011-06-15): a form by POST, or a presigned GET. */
export function stsRoute(dependencies: StsDependencies): (context: Context<AwsEnv>) => Response {
  return (context) => {
    const form = context.req.method === 'POST' ? readForm(context.var.body) : firstOfEach(context.var.query);
    const { Action: action = '' } = form;
    const result = answer(dependencies, action, context.var.caller, form);
    return context.body(resultXml(action, result, randomUUID()), 200, { 'content-type': 'text/xml' });
  };
}

function answer(
  dependencies: StsDependencies,
  action: string,
  caller: Caller,
  form: Readonly<Record<string, string>>,
): XmlContent {
  switch (action) {
    case 'GetCallerIdentity':
      return { Arn: caller.arn, UserId: userId(caller), Account: caller.account };
    case 'AssumeRole':
      return assumeRole(dependencies, caller, form);
    default:
      throw new ServiceError(
        'InvalidAction',
        400,
        `Could not find operation ${action} for version 2011-06-15`,
      );
  }
}

function userId({ principalId, sessionName }: Caller): string {
  return sessionName === '' ? principalId : `${principalId}:${sessionName}`;
}

function readForm(body: Uint8Array): Record<string, string> {
  // In a form, unlike in a signed query, `+` is a space.
  const query = parseQuery(Buffer.from(body).toString('utf8').replaceAll('+', '%20'));
  if (query === undefined)
    throw new ServiceError('MalformedQueryString', 400, 'The form is not well encoded.');
  return firstOfEach(query);
}

function firstOfEach(query: ReadonlyMap<string, readonly string[]>): Record<string, string> {
  return Object.fromEntries([...query].map(([name, values]) => [name, values[0] ?? '']));
}
