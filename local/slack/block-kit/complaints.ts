import type * as z from 'zod';

/**
 * What is wrong, in Slack's words and with Slack's JSON pointer, under `root` (`/blocks`, `/view`):
 * `must be less than 76 characters [json-pointer:/blocks/0/text/text]`.
 */
export function complaints(error: z.ZodError, root: string): readonly string[] {
  return error.issues.flatMap((issue) => complaint(issue, root));
}

function complaint(issue: z.core.$ZodIssue, root: string): readonly string[] {
  const at = (path: readonly PropertyKey[]) => {
    const pointer = [root, ...path.map(String)].join('/');
    return pointer === '' ? '' : ` [json-pointer:${pointer}]`;
  };
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => `invalid additional property: ${key}${at(issue.path)}`);
    case 'too_big':
      return [tooBig(issue) + at(issue.path)];
    case 'too_small':
      return [tooSmall(issue) + at(issue.path)];
    case 'invalid_type': {
      const name = issue.path.at(-1);
      return issue.input === undefined && name !== undefined
        ? [`missing required field: ${String(name)}${at(issue.path.slice(0, -1))}`]
        : [`must provide a valid ${issue.expected}${at(issue.path)}`];
    }
    case 'invalid_union':
      return [`unsupported type${at(issue.path)}`];
    case 'invalid_value':
      return [`must be one of: ${issue.values.join(', ')}${at(issue.path)}`];
    case 'invalid_format':
      return [`must be a valid ${issue.format}${at(issue.path)}`];
    default:
      return [issue.message + at(issue.path)];
  }
}

function tooBig(issue: z.core.$ZodIssueTooBig): string {
  const maximum = Number(issue.maximum);
  if (issue.origin === 'string') return `must be less than ${maximum + 1} characters`;
  if (issue.origin === 'array') return `no more than ${maximum} items allowed`;
  return `must be at most ${maximum}`;
}

function tooSmall(issue: z.core.$ZodIssueTooSmall): string {
  const minimum = Number(issue.minimum);
  if (issue.origin === 'string') return `must be more than ${minimum - 1} characters`;
  if (issue.origin === 'array') return `no fewer than ${minimum} items allowed`;
  return `must be at least ${minimum}`;
}
