import type { Element } from '../model/block-kit.ts';

/** Whether a person wants what the element does, asked where the app wants them to be sure. */
export async function askFirst(element: Element): Promise<boolean> {
  const confirm = element.confirm;
  return confirm === undefined || window.confirm(`${confirm.title.text}\n\n${confirm.text.text}`);
}
