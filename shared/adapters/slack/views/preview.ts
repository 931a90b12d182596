import type { KnownBlock } from '@slack/web-api';
import { formatDuration } from '../../../domain/duration.ts';
import type { Rule } from '../../../domain/estate.ts';
import { nameOfGrant } from '../../../domain/grant.ts';
import type { Hindrance, Preview, RolePreview, Verdict } from '../../../domain/preview.ts';
import { powersOf } from '../../../domain/role-powers.ts';
import { warningInWords } from '../../../domain/role-warnings.ts';
import { sentenceFor } from '../../../domain/sentences.ts';
import { packedSections } from './blocks.ts';
import { policyOfAws } from './card.ts';
import { outlookLines } from './outlook.ts';
import { wholeClusterWarning } from './scope.ts';
import { code, escaped } from './text.ts';

/** The first block of the preview in the form. */
export const previewBlockId = 'preview';

/** What would become of the request, and what the role lets its holder do. */
export function previewBlocks({ verdict, role }: Preview): KnownBlock[] {
  const [first, ...others] = packedSections(verdictLines(verdict), '\n', 2);
  return [
    { type: 'divider' },
    ...(first === undefined ? [] : [{ ...first, block_id: previewBlockId }]),
    ...others,
    ...(role === undefined ? [] : packedSections(roleLines(role), '\n', 2)),
  ];
}

function verdictLines(verdict: Verdict): readonly string[] {
  switch (verdict.outcome) {
    case 'unread':
      return ['Slack did not say in time who you are, so there is no preview. You can ask all the same.'];
    case 'nobody':
      return [`:no_entry: ${escaped(sentenceFor(verdict.refusal))}`];
    case 'nothing-to-ask':
      return [
        ':no_entry: No rule is for you at this moment, so there is nothing to ask for. Ask your platform team for a rule.',
      ];
    case 'incomplete':
      return ['Choose a cluster, namespaces and a role to see who would be asked.'];
    case 'refused':
      return [`:no_entry: *Refused*: ${escaped(sentenceFor(verdict.refusal))}`];
    case 'allowed':
      return [...verdict.hindrances.map(hindranceLine), ...allowed(verdict)];
  }
}

function hindranceLine(hindrance: Hindrance): string {
  const sentence = hindrance.code === 'no-duration' ? hindrance.problem : sentenceFor(hindrance);
  return `:warning: ${escaped(sentence)}`;
}

function allowed({ rule, outlook }: Extract<Verdict, { outcome: 'allowed' }>): readonly string[] {
  if (rule.approval.kind === 'automatic') {
    return [
      `:white_check_mark: *Opens at once*: rule ${code(rule.name)} allows it without approval, ${upTo(rule)}.`,
    ];
  }
  const lapse = `Without a decision it lapses after ${code(formatDuration(rule.approval.lapseAfter))}.`;
  return [
    `:raised_hand: *Needs approval* by rule ${code(rule.name)}, ${upTo(rule)}. ${lapse}`,
    ...(outlook === undefined
      ? ['Who would be asked could not be looked up in time.']
      : outlookLines(outlook)),
  ];
}

function upTo({ maxDuration }: Rule): string {
  return `up to ${code(formatDuration(maxDuration))}`;
}

function roleLines({ chosen, rules }: RolePreview): readonly string[] {
  const title = `*What ${code(chosen.name)} can do*: ${escaped(chosen.description)}`;
  if (rules === 'unread') {
    return [title, 'The cluster did not answer in time, so it is not known what the role allows there now.'];
  }
  if (rules === 'of-aws') return [title, policyOfAws];
  if (rules === 'missing') {
    return [
      title,
      `:warning: The cluster does not have ${code(nameOfGrant(chosen.grant))}. Tell your platform team.`,
    ];
  }
  const { can, warnings } = powersOf(rules);
  return [
    title,
    ...(chosen.scope === 'cluster' ? [wholeClusterWarning] : []),
    ...can.map((line) => `• ${escaped(line)}`),
    ...warnings.map((warning) => `:warning: ${warningInWords(warning)}`),
  ];
}
