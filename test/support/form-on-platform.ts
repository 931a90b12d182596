import * as z from 'zod';
import type { Answer, TestPlatform } from './platform.ts';
import { answerSchema } from './platform-shapes.ts';

const option = z.looseObject({ value: z.string() });
const found = z.object({ status: z.number(), options: z.array(option), response: z.unknown() });
const view = z.looseObject({ id: z.string(), blocks: z.array(z.unknown()) });

/** The form that asks for access, open before a person. */
export interface OpenForm {
  readonly id: string;
  /** All that it shows now, as JSON. */
  shown(): string;
  /** The values that a menu of the form offers for what is typed, and the app's answer whole. */
  search(menu: string, typed?: string): Promise<{ names: readonly string[]; answer: string }>;
  /** Chooses something, after which the form may be drawn anew. */
  choose(field: string, value: string | readonly string[]): Promise<void>;
  submit(values: Readonly<Record<string, unknown>>): Promise<Answer>;
}

export async function openForm(platform: TestPlatform, user: string): Promise<OpenForm> {
  let now = view.parse((await platform.command(user, '')).view);
  const post = (path: string, body: object) => postTo(platform, path, { user, view_id: now.id, ...body });
  return {
    id: now.id,
    shown: () => JSON.stringify(now.blocks),
    search: async (menu, typed = '') => {
      const answer = found.parse(await post('suggest', { action_id: menu, value: typed }));
      return { names: answer.options.map(({ value }) => value), answer: JSON.stringify(answer.response) };
    },
    choose: async (field, value) => {
      const answer = answerSchema.parse(await post('action', { action_id: field, value }));
      if (answer.status >= 300) throw new Error(`choosing ${field} answered ${answer.status}`);
      if (answer.view !== undefined) now = view.parse(answer.view);
    },
    submit: async (values) => {
      const placed = Object.entries(values).map(([field, value]) => [field, { [field]: value }]);
      return answerSchema.parse(await post('submit', { values: Object.fromEntries(placed) }));
    },
  };
}

/** Changes a usergroup of the workspace. */
export async function changeUsergroup(platform: TestPlatform, handle: string, change: object): Promise<void> {
  await postTo(platform, `usergroups/${handle}`, change);
}

async function postTo(platform: TestPlatform, path: string, body: object): Promise<unknown> {
  const response = await fetch(`${platform.url}/local/slack/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
