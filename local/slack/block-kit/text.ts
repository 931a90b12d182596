import * as z from 'zod';
import { complaining, dateComplaints } from './dates.ts';
import { limits } from './limits.ts';

/** A string that is present: Slack refuses empty texts everywhere. */
export function filled(maximum: number) {
  return z.string().min(1).max(maximum);
}

/** A `plain_text` object of at most `maximum` characters. */
export function plainText(maximum: number) {
  return z.strictObject({
    type: z.literal('plain_text'),
    text: filled(maximum),
    emoji: z.boolean().optional(),
  });
}

/** A `mrkdwn` object of at most `maximum` characters. */
function mrkdwn(maximum: number) {
  return z.strictObject({
    type: z.literal('mrkdwn'),
    text: filled(maximum).check(complaining(dateComplaints)),
    verbatim: z.boolean().optional(),
  });
}

/** A `plain_text` or `mrkdwn` object of at most `maximum` characters. */
export function anyText(maximum: number) {
  return z.discriminatedUnion('type', [plainText(maximum), mrkdwn(maximum)]);
}

export const confirm = z.strictObject({
  title: plainText(limits.confirmTitle),
  text: anyText(limits.confirmText),
  confirm: plainText(limits.confirmButton),
  deny: plainText(limits.confirmButton),
  style: z.enum(['primary', 'danger']).optional(),
});

/** What every interactive element may have. */
export const actionable = {
  action_id: filled(limits.actionId).optional(),
};

export const placeholder = plainText(limits.placeholder);
export const imageUrl = z.url({ protocol: /^https?$/ }).max(limits.imageUrl);
export const linkUrl = z.url().max(limits.url);
