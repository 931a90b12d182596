import type { AccessConfig } from '../../shared/config/access-config.ts';
import type { Ask } from '../../shared/domain/ask.ts';
import { type Judgement, judge } from '../../shared/domain/decide.ts';
import type { Estate } from '../../shared/domain/estate.ts';
import { identify } from '../../shared/domain/identify.ts';
import { parseReason, type Reason } from '../../shared/domain/reason.ts';

/** What is asked in thought: a reason need not be made up. */
export type Case = Omit<Ask, 'reason'> & { readonly reason?: Reason };

/**
 * What the request would be answered: the address first, as in Slack, then the rules. Slack itself is not asked, so
 * the person counts as a full member. Without a reason, the patterns for it are left out of account.
 */
export function judgeCase({ estate, identities }: AccessConfig, asked: Case): Judgement {
  const { email } = asked.requester;
  const account = { teamId: '', userId: '', name: email, email, emailConfirmed: true };
  const flags = { deactivated: false, bot: false, guest: false, stranger: false };
  const identified = identify({ ...account, ...flags }, identities);
  if (!identified.identified) {
    return { decision: { outcome: 'refused', refusal: identified.refusal }, readings: [] };
  }
  const { reason } = asked;
  return reason === undefined
    ? judge(withoutTextDemands(estate), { ...asked, reason: anyReason })
    : judge(estate, { ...asked, reason });
}

const anyReason = reasonOf('any reason');

function reasonOf(text: string): Reason {
  const parsed = parseReason(text);
  if (!parsed.ok) throw new Error(`unreachable: ${parsed.problem}`);
  return parsed.value;
}

function withoutTextDemands(estate: Estate): Estate {
  return { ...estate, rules: estate.rules.map(({ reason, ticket, ...rule }) => rule) };
}
