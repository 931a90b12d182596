import { audited } from './audited.ts';
import { decidedOnce, nobodyApprovesTheirOwn } from './decisions.ts';
import { endsInTime } from './ends-in-time.ts';
import { holdsWhileActive } from './holds-while-active.ts';
import type { MakeInvariant } from './invariant.ts';
import { neverMore } from './never-more.ts';
import { neverSilent } from './never-silent.ts';
import { recordFirst } from './record-first.ts';
import { repeatsChangeNothing } from './repeats.ts';
import { saysWhatIsTrue } from './says-what-is-true.ts';
import { settles } from './settles.ts';

/** Everything that is checked, by the sentence that a report shows. The numbers are those of docs/design.md. */
export const invariants: Readonly<Record<string, MakeInvariant>> = {
  '1 no access without a record written before it': recordFirst,
  '2 no access after the end for longer than what fails': endsInTime,
  '3 nobody approves their own request': nobodyApprovesTheirOwn,
  '4 decided once': decidedOnce,
  '5 nobody loses what another one ends': holdsWhileActive,
  '6 every change is audited': audited,
  '7 never longer or wider than approved': neverMore,
  '8 says what is true': saysWhatIsTrue,
  '9 repeats change nothing': repeatsChangeNothing,
  '10 break-glass is never silent': neverSilent,
  'everything is over in the end': settles,
};
