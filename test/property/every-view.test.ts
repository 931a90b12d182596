import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { limits } from '../../local/slack/block-kit/limits.ts';
import { option, optionGroups } from '../../local/slack/block-kit/options.ts';
import { parseHome, parseMessageBlocks, parseModal } from '../../local/slack/block-kit/parse.ts';
import { everyView, partsOfViews, type Shown } from '../support/every-view.ts';

const menu = z.union([
  z.strictObject({ options: z.array(option).max(limits.options) }),
  z.strictObject({ option_groups: optionGroups }),
]);

/** What Slack's typings say of an option's value; the reference has said 150. */
const shortestValueLimit = 75;

/** Throws where Slack would refuse it. */
function giveToSlack(shown: Shown): void {
  switch (shown.kind) {
    case 'message':
      parseMessageBlocks(shown.message.blocks);
      expect(shown.message.text.length).toBeLessThanOrEqual(limits.updateText);
      return;
    case 'form':
      parseModal(shown.form);
      return;
    case 'home':
      parseHome(JSON.stringify(shown.home));
      return;
    case 'menu':
      menu.parse(shown.menu);
      return;
  }
}

function valuesIn(shown: unknown): readonly string[] {
  const values: string[] = [];
  JSON.stringify(shown, (key, each: unknown) => {
    if (key === 'options' && Array.isArray(each)) values.push(...each.map(({ value }) => String(value)));
    return each;
  });
  return values;
}

describe('every view of whatever there can be', () => {
  it('has a generator here, or is only shown within another', () => {
    const files = readdirSync(new URL('../../shared/adapters/slack/views', import.meta.url));
    expect([...Object.keys(everyView), ...partsOfViews].sort()).toEqual(files.sort());
  });

  it.each(Object.entries(everyView))('of %s is taken by Slack', (_, views) => {
    fc.assert(
      fc.property(views, (shown) => {
        for (const each of shown) giveToSlack(each);
      }),
    );
  });

  it.each(Object.entries(everyView))('of %s keeps each option apart from the others', (_, views) => {
    fc.assert(
      fc.property(views, (shown) => {
        for (const each of shown) {
          const values = valuesIn(each);
          expect(new Set(values).size).toBe(values.length);
          for (const value of values) expect(value.length).toBeLessThanOrEqual(shortestValueLimit);
        }
      }),
    );
  });

  it.each(Object.entries(everyView))('of %s gives Slack no markup but our own', (_, views) => {
    fc.assert(
      fc.property(views, (shown) => {
        for (const text of textsIn(shown)) expect(text.replace(ourMarkup, '')).not.toMatch(/[<>]/);
      }),
    );
  });
});

const ourMarkup =
  /<@[UW][A-Z0-9]+>|<!subteam\^S[A-Z0-9]+>|<!date\^\d+\^\{date_short_pretty\} \{time\}\|[\d :-]+ UTC>|<!date\^\d+\^\{ago\}\|at [\d:]+ UTC>|<!channel>|<https:\/\/[\w./]+\|the card in its channel>/g;

function textsIn(shown: unknown): readonly string[] {
  const texts: string[] = [];
  JSON.stringify(shown, (key, each: unknown) => {
    if (key === 'text' && typeof each === 'string') texts.push(each);
    return each;
  });
  return texts;
}
