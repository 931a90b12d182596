import * as z from 'zod';
import { ConfigError } from './config-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const common = z.object({
  ACCESS_CONFIG_PATH: z.string().min(1),
  /** Tells deployments in one account apart. */
  STAGE: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  SLACK_SECRET_ID: z.string().min(1),
  APPROVAL_MACHINE_ARN: z.string().min(1),
  WINDOW_MACHINE_ARN: z.string().min(1),
  /** Another Slack API than slack.com's, such as the local platform's. */
  SLACK_API_URL: z.url().optional(),
  /** Seconds between two edits of a message: https://docs.slack.dev/apis/web-api/rate-limits allows about one. */
  SLACK_EDIT_SPACING: z.coerce.number().min(0).default(1),
  /** Given to the functions that ask who is on call, where `access.yaml` has a pagerduty section. */
  PAGERDUTY_SECRET_ID: z.string().min(1).optional(),
  /** Another PagerDuty than pagerduty.com's, such as the local platform's. */
  PAGERDUTY_API_URL: z.url().default('https://api.pagerduty.com'),
  /** Given to the functions that page, where `access.yaml` has a paging section. */
  PAGING_SECRET_ID: z.string().min(1).optional(),
  PAGING_TOPIC_ARN: z.string().min(1).optional(),
  PAGERDUTY_EVENTS_URL: z.url().default('https://events.pagerduty.com'),
});

/** What the function is given that describes roles: it keeps no record and tells nobody. */
const describing = common.pick({ ACCESS_CONFIG_PATH: true, STAGE: true });

/** What the function is given that carries calls to private clusters. */
const carrying = z.object({ CLUSTER_DOMAIN: z.string().min(1) });

const waking = common.extend({
  /** The functions that the machines ask, by name. */
  APPROVAL_FUNCTION: z.string().min(1),
  WINDOW_FUNCTION: z.string().min(1),
  /** The function that opens, by name. */
  OPENING_FUNCTION: z.string().min(1),
  /** The function that describes roles, by name. */
  DESCRIBE_FUNCTION: z.string().min(1),
  /** The function that sweeps, by name. */
  SWEEP_FUNCTION: z.string().min(1),
});

/** What the function is given that seals the days of the audit trail. */
const sealing = common.pick({ STAGE: true, TABLE_NAME: true }).extend({
  AUDIT_BUCKET: z.string().min(1),
  /** ARN of the key that signs. */
  AUDIT_KEY: z.string().min(1),
});

export type FunctionEnvironment = z.infer<typeof common>;
export type DescribingEnvironment = z.infer<typeof describing>;
export type WakingEnvironment = z.infer<typeof waking>;

/** What every function is given. @throws ConfigError naming the variables that are missing */
export function readEnvironment(environment: Environment): FunctionEnvironment {
  return read(common, environment);
}

/** What a function is given that also calls other functions. @throws ConfigError */
export function readWakingEnvironment(environment: Environment): WakingEnvironment {
  return read(waking, environment);
}

/** What the function that describes roles is given. @throws ConfigError */
export function readDescribingEnvironment(environment: Environment): DescribingEnvironment {
  return read(describing, environment);
}

/** What the function that carries calls is given. @throws ConfigError */
export function readCarryingEnvironment(environment: Environment): z.infer<typeof carrying> {
  return read(carrying, environment);
}

/** What the function that seals days is given. @throws ConfigError */
export function readSealingEnvironment(environment: Environment): z.infer<typeof sealing> {
  return read(sealing, environment);
}

function read<Value>(schema: z.ZodType<Value>, environment: Environment): Value {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path }) => path.join('.'));
  throw new ConfigError(
    `the function's environment lacks or misstates ${wrong.join(', ')}; deploy the stack again`,
  );
}
