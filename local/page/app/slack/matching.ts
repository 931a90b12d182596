import type { Option } from '../model/block-kit.ts';

/** As many as Slack shows of any select. */
const most = 100;

/** The options whose text has `typed` in it. */
export function matching(options: readonly Option[], typed: string): readonly Option[] {
  const wanted = typed.toLowerCase();
  return options.filter(({ text }) => text.text.toLowerCase().includes(wanted)).slice(0, most);
}
