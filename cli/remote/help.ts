import { wrap } from '../wrap.ts';

/** In columns. */
const widest = 100;

/** Of what is recorded anew each time, unless the key says that it is the same. */
const asks: ReadonlySet<string> = new Set(['request', 'break-glass']);

/** What `--help` shows of a command that goes to the endpoint. */
export function remoteHelp(name: string, usage: string, details: string): string {
  const key = asks.has(name)
    ? '  --key KEY        16 to 64 letters, digits and hyphens; made anew unless named\n'
    : '';
  return `Usage: k8s-access ${[name, usage, '[options]'].filter((part) => part !== '').join(' ')}

${wrap(details, widest).join('\n')}

The call is signed with your own AWS session, which says who you are.

Options:
  --endpoint URL   where to call: the stack's output CommandLineUrl, else K8S_ACCESS_ENDPOINT
  --profile NAME   a profile of the AWS CLI, else AWS_PROFILE or what the environment says
  --region NAME    to sign for, where the endpoint does not tell its region
${key}  --json           prints the whole answer as JSON

Ends with 0 when it is done, 1 when it is refused, 2 when there is no answer.
`;
}
