import * as z from 'zod';
import { limits } from './limits.ts';
import { anyText, linkUrl, plainText } from './text.ts';

const value = z.string().min(1).max(limits.optionValue);

/** An option of a select menu: plain text only. */
export const option = z.strictObject({
  text: plainText(limits.optionText),
  value,
  description: plainText(limits.optionDescription).optional(),
});

/** An option of radio buttons or checkboxes: may be mrkdwn. */
export const choice = z.strictObject({
  text: anyText(limits.optionText),
  value,
  description: anyText(limits.optionDescription).optional(),
});

/** An option of an overflow menu: may carry a link. */
export const overflowOption = z.strictObject({ ...option.shape, url: linkUrl.optional() });

export const options = z.array(option).min(1).max(limits.options);

export const optionGroups = z
  .array(z.strictObject({ label: plainText(limits.optionGroupLabel), options }))
  .min(1)
  .max(limits.options);

export type Option = z.infer<typeof option>;
export type OptionGroup = z.infer<typeof optionGroups>[number];

interface Offer {
  readonly options?: readonly Option[] | undefined;
  readonly option_groups?: readonly OptionGroup[] | undefined;
}

/** All options that a select offers, whether grouped or not. */
export function offered(select: Offer): readonly Option[] {
  return select.options ?? select.option_groups?.flatMap((group) => group.options) ?? [];
}

/** Refuses an element that initially shows an option it does not offer. */
export function initialAmong(
  offer: readonly unknown[],
  initial: readonly unknown[],
  context: z.core.ParsePayload<unknown>,
): void {
  const known = new Set(offer.map((each) => JSON.stringify(each)));
  if (initial.every((each) => known.has(JSON.stringify(each)))) return;
  context.issues.push({
    code: 'custom',
    input: context.value,
    path: [],
    message: 'initial option must exactly match one of the provided options',
  });
}
