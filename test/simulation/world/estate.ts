import type { Duration } from '../../../shared/domain/duration.ts';
import type { Estate } from '../../../shared/domain/estate.ts';
import { estate } from '../../support/records.ts';

/** Hours after which requests lapse here: looking after one that nobody decides would be most of what a run does. */
export const lapseAfter = 2;

/** The example estate, whose requests lapse sooner. */
export const simulatedEstate: Estate = {
  ...estate,
  rules: estate.rules.map((rule) =>
    rule.approval.kind === 'stages'
      ? { ...rule, approval: { ...rule.approval, lapseAfter: (lapseAfter * 60) as Duration } }
      : rule,
  ),
};
