import { nameToEmoji } from 'gemoji';

/** GitHub's names, which are Slack's for all that the app uses. */
const emoji: ReadonlyMap<string, string> = new Map(Object.entries(nameToEmoji));

/** Replaces each `:name:` that is an emoji; any other stays as it was typed. */
export function withEmoji(text: string): string {
  return text.replaceAll(/:([a-z0-9_+-]+):/g, (whole, name: string) => emoji.get(name) ?? whole);
}

/** The emoji of that name. */
export function emojiOf(name: string): string | undefined {
  return emoji.get(name);
}
