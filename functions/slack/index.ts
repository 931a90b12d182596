import { create, type SlackHandler } from './handler.ts';

export { create };

let created: SlackHandler | undefined;

/** The Lambda's entry point: an HTTP API event in payload format 2.0. */
export const handler: SlackHandler = (event, context) => {
  created ??= create(process.env, Date.now);
  return created(event, context);
};
