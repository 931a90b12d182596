import type { OptionGroup, PlainTextOption } from '@slack/web-api';
import { nameInMenu } from '../../../domain/scope-words.ts';
import { sha256 } from '../../sha256.ts';
import { escapedWithin, plain } from './text.ts';

// Characters, of an option's text, its description and its value. For the value the reference has said 75 and 150 at
// different times, and Slack's own typings say 75: https://docs.slack.dev/reference/block-kit/composition-objects/option-object
const longest = 75;

/** An entry of a menu. What does not fit is shown shortened, and stays whole as what is chosen. */
export function option(name: string, description?: string): PlainTextOption {
  return {
    text: plain(escapedWithin(withoutMiddle(nameInMenu(name)), longest)),
    value: valueFor(name),
    ...(description === undefined ? {} : { description: plain(escapedWithin(description, longest)) }),
  };
}

export function optionGroup(label: string, names: readonly string[]): OptionGroup {
  return { label: plain(label), options: names.map((name) => option(name)) };
}

/** The name that was chosen: the one among these that the value stands for, or else the value as it is. */
export function nameOf(value: string, names: Iterable<string>): string {
  if (!value.includes(standInMark)) return value;
  for (const name of names) if (valueFor(name) === value) return name;
  return value;
}

// No name of a cluster, namespace or role has this character.
const standInMark = '~';

/** The name itself or, where that is too long for a value, its beginning with a hash of all of it. */
function valueFor(name: string): string {
  return name.length <= longest ? name : `${name.slice(0, 40)}${standInMark}${sha256(name).slice(0, 32)}`;
}

// Long names often differ in their ends alone.
function withoutMiddle(name: string): string {
  const half = Math.floor((longest - 1) / 2);
  return name.length <= longest ? name : `${name.slice(0, half)}…${name.slice(-half)}`;
}
