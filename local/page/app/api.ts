import type { FormValues, Outcome, Ran, Value } from './model/types.ts';

/** The platform is not there, or does not answer. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** What a person does at an element of a message (`channel`, `ts`) or of a view (`view_id`). */
export interface Act {
  readonly user: string;
  readonly channel?: string;
  readonly ts?: string;
  readonly view_id?: string;
  readonly action_id: string;
  readonly value?: Value;
  readonly values?: FormValues;
}

type Answer<Body> =
  | { readonly ok: true; readonly body: Body }
  | { readonly ok: false; readonly problem: string };

/** @throws NoAnswer */
async function send<Body>(method: 'POST' | 'DELETE', path: string, body?: object): Promise<Answer<Body>> {
  const answer = await fetch(path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new NoAnswer('The platform does not answer.', { cause });
  });
  const text = await answer.text();
  if (answer.ok) return { ok: true, body: (text === '' ? {} : (JSON.parse(text) ?? {})) as Body };
  return { ok: false, problem: sentence(text) ?? `The platform answers ${answer.status}.` };
}

function sentence(text: string): string | undefined {
  try {
    return JSON.parse(text).error;
  } catch {
    return undefined;
  }
}

async function outcome(path: string, body: object): Promise<Outcome> {
  const answer = await send<Outcome>('POST', path, body);
  return answer.ok ? answer.body : { problem: answer.problem };
}

/** Each throws NoAnswer where the platform is not there. */
export const api = {
  command: (body: { user: string; channel?: string; command: string; text: string }) =>
    outcome('/local/slack/command', body),
  act: (body: Act) => outcome('/local/slack/action', body),
  submit: (body: { user: string; view_id: string; values: FormValues }) =>
    outcome('/local/slack/submit', body),
  close: (body: { user: string; view_id: string }) => outcome('/local/slack/close', body),
  suggest: (body: Act) => outcome('/local/slack/suggest', body),
  home: (body: { user: string }) => outcome('/local/slack/home', body),
  advance: (seconds: number) => outcome('/local/clock/advance', { seconds }),
  fault: (body: object) => outcome('/local/faults', body),
  heal: async ({ target, cluster }: { target: string; cluster?: string }): Promise<Outcome> => {
    const query = new URLSearchParams({ target, ...(cluster !== undefined && { cluster }) });
    const answer = await send('DELETE', `/local/faults?${query}`);
    return answer.ok ? {} : { problem: answer.problem };
  },
  kubectl: async (body: { user: string; cluster: string; line: string }): Promise<Ran> => {
    const answer = await send<Ran>('POST', '/local/kubectl', body);
    return answer.ok ? answer.body : { verdict: 'refused', output: answer.problem };
  },
};
