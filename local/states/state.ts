import * as z from 'zod';
import { rule } from './condition.ts';
import { dataPath, path } from './path.ts';
import { type Template, template } from './template.ts';
import { parseTimestamp } from './timestamp.ts';

/*
 * The states that run here, as CDK writes them (https://states-language.net/spec.html, query language JSONPath).
 * Every object is strict: a field that the interpreter does not know is refused, never ignored.
 */

const seconds = z.int().min(0).max(99_999_999);
const timestamp = z
  .string()
  .refine((text) => parseTimestamp(text) !== undefined, 'must be a timestamp such as 2026-11-21T10:30:00Z');

const described = { Comment: z.string().optional() };
const filtered = {
  ...described,
  InputPath: path.nullable().prefault('$'),
  OutputPath: path.nullable().prefault('$'),
};
const stored = { ResultPath: dataPath.nullable().prefault('$') };
const followed = { Next: z.string().optional(), End: z.literal(true).optional() };

const hasOneSuccessor = (state: { Next?: string | undefined; End?: true | undefined }) =>
  (state.Next === undefined) !== (state.End === undefined);
const oneSuccessor = 'must have either Next or End: true';

const retrier = z.strictObject({
  ...described,
  ErrorEquals: z.array(z.string()).min(1),
  IntervalSeconds: seconds.min(1).default(1),
  MaxAttempts: seconds.default(3),
  BackoffRate: z.number().min(1).default(2),
  // A retrier without a limit of its own is held to the largest that AWS accepts, just under a year.
  MaxDelaySeconds: seconds.min(1).max(31_622_399).default(31_622_399),
  JitterStrategy: z.enum(['NONE', 'FULL']).default('NONE'),
});

const catcher = z.strictObject({
  ...described,
  ...stored,
  ErrorEquals: z.array(z.string()).min(1),
  Next: z.string(),
});

const parameters = z
  .strictObject({ FunctionName: z.string(), Payload: template.optional(), 'Payload.$': path.optional() })
  .transform(
    (
      { FunctionName, Payload, 'Payload.$': payloadPath },
      context,
    ): { functionName: string; payload: Template } => {
      const payload: Template | undefined =
        payloadPath === undefined ? Payload : { kind: 'path', path: payloadPath };
      if (payload !== undefined && (Payload === undefined || payloadPath === undefined)) {
        return { functionName: FunctionName, payload };
      }
      context.addIssue({ code: 'custom', message: 'must have either Payload or Payload.$' });
      return z.NEVER;
    },
  );

const task = z
  .strictObject({
    ...filtered,
    ...stored,
    ...followed,
    Type: z.literal('Task'),
    Resource: z
      .string()
      .regex(/^arn:aws[a-z-]*:states:::lambda:invoke$/, 'only arn:aws:states:::lambda:invoke is understood'),
    Parameters: parameters,
    ResultSelector: template.optional(),
    TimeoutSeconds: seconds.min(1).optional(),
    Retry: z.array(retrier).default([]),
    Catch: z.array(catcher).default([]),
  })
  .refine(hasOneSuccessor, oneSuccessor);

const wait = z
  .strictObject({
    ...filtered,
    ...followed,
    Type: z.literal('Wait'),
    Seconds: seconds.optional(),
    SecondsPath: path.optional(),
    Timestamp: timestamp.optional(),
    TimestampPath: path.optional(),
  })
  .refine(hasOneSuccessor, oneSuccessor)
  .refine(
    (state) =>
      [state.Seconds, state.SecondsPath, state.Timestamp, state.TimestampPath].filter(
        (one) => one !== undefined,
      ).length === 1,
    'must have exactly one of Seconds, SecondsPath, Timestamp and TimestampPath',
  );

const choice = z.strictObject({
  ...filtered,
  Type: z.literal('Choice'),
  Choices: z.array(rule).min(1),
  Default: z.string().optional(),
});

const pass = z
  .strictObject({
    ...filtered,
    ...stored,
    ...followed,
    Type: z.literal('Pass'),
    Parameters: template.optional(),
    Result: z.json().optional(),
  })
  .refine(hasOneSuccessor, oneSuccessor);

const succeed = z.strictObject({ ...filtered, Type: z.literal('Succeed') });

const fail = z.strictObject({
  ...described,
  Type: z.literal('Fail'),
  Error: z.string().default(''),
  Cause: z.string().default(''),
});

export const state = z.discriminatedUnion('Type', [task, wait, choice, pass, succeed, fail]);

export type State = z.infer<typeof state>;
export type Task = z.infer<typeof task>;
export type Wait = z.infer<typeof wait>;
export type Choice = z.infer<typeof choice>;
export type Pass = z.infer<typeof pass>;
export type Retrier = z.infer<typeof retrier>;
