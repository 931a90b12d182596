import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import * as z from 'zod';
import type { AwsEnv } from '../http-env.ts';
import { ServiceError } from '../service-error.ts';
import { parseQuery } from '../signature/request.ts';
import { resultXml, type XmlContent } from '../sts/xml.ts';
import type { Topic } from './topic.ts';

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

// Source: SNS API reference, Publish: a subject is ASCII of less than 100 characters, a message at most 256 KiB.
const publication = z.object({
  Message: z.string().min(1).max(262_144),
  Subject: z
    .string()
    .regex(/^[\x21-\x7e][\x20-\x7e]{0,98}$/)
    .optional(),
});

type Form = Readonly<Record<string, string>>;

/** The SNS API (Query protocol, version 2010-03-31), as far as one topic needs it. */
export function snsRoute(topic: Topic): (context: Context<AwsEnv>) => Response {
  return (context) => {
    const form = formIn(context.var.body);
    const action = form['Action'] ?? '';
    if (form['TopicArn'] !== topic.arn) throw new ServiceError('NotFound', 404, 'Topic does not exist');
    return context.body(resultXml(action, answer(topic, action, form), randomUUID(), NAMESPACE), 200, {
      'content-type': 'text/xml',
    });
  };
}

function answer(topic: Topic, action: string, form: Form): XmlContent {
  switch (action) {
    case 'GetTopicAttributes':
      return {
        Attributes: {
          entry: { key: 'SubscriptionsConfirmed', value: topic.confirmedSubscriptions() },
        },
      };
    case 'Publish':
      return publish(topic, form);
    default:
      throw new ServiceError('InvalidAction', 400, `The local topic does not know ${action}.`);
  }
}

function publish(topic: Topic, form: Form): XmlContent {
  const parsed = publication.safeParse(form);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ServiceError('InvalidParameter', 400, `Invalid parameter: ${issue?.path.join('.')}`);
  }
  const attributes = attributesIn(form);
  topic.publish({
    service: attributes.get('service') ?? '',
    dedupKey: attributes.get('dedupKey') ?? '',
    severity: attributes.get('severity') ?? '',
    message: parsed.data.Message,
  });
  return { MessageId: randomUUID() };
}

/** `MessageAttributes.entry.N.Name` and `….Value.StringValue`, by name. */
function attributesIn(form: Form): ReadonlyMap<string, string> {
  const names = Object.entries(form).flatMap(([key, name]) => {
    const place = /^MessageAttributes\.entry\.(\d+)\.Name$/.exec(key)?.[1];
    return place === undefined
      ? []
      : [[name, form[`MessageAttributes.entry.${place}.Value.StringValue`]] as const];
  });
  return new Map(names.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

function formIn(body: Uint8Array): Form {
  // In a form, unlike in a signed query, `+` is a space.
  const query = parseQuery(Buffer.from(body).toString('utf8').replaceAll('+', '%20'));
  return Object.fromEntries([...(query ?? [])].map(([name, values]) => [name, values[0] ?? '']));
}
