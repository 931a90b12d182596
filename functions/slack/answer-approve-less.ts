import type { ViewOutput, ViewResponseAction, ViewSubmitAction } from '@slack/bolt';
import { approvedAnswer } from '../../shared/adapters/slack/views/answers.ts';
import { approveLessAnswered, type LessField } from '../../shared/adapters/slack/views/approve-less-form.ts';
import { parseClickedCard } from '../../shared/adapters/slack/views/clicked-card.ts';
import { invalid, isNonEmpty, type NonEmpty, type Parsed, valid } from '../../shared/domain/brand.ts';
import { parseDuration } from '../../shared/domain/duration.ts';
import type { Refusal } from '../../shared/domain/refusal.ts';
import { type Extent, parseExtent, parseRoleName } from '../../shared/domain/scope.ts';
import { sentenceFor } from '../../shared/domain/sentences.ts';
import { bare } from '../../shared/domain/typed-ask.ts';
import type { LesserApproval } from '../../shared/usecases/approve-less.ts';
import { errors } from './field-errors.ts';
import { personOf } from './person.ts';
import { refusalTold, said } from './told.ts';
import { chosenIn, typedInto } from './typed-into.ts';
import type { SlackVerbs } from './verbs.ts';

/** Carries out an approval of less; the form then shows what came of it, or under a field what is more than asked. */
export async function answerApproveLess(
  verbs: Pick<SlackVerbs, 'approveLess'>,
  body: ViewSubmitAction,
): Promise<ViewResponseAction> {
  const clicked = parseClickedCard(body.view.private_metadata);
  if (!clicked.ok) return { response_action: 'update', view: approveLessAnswered(said(clicked.problem)) };
  const wanted = wantedIn(body.view);
  if ('problems' in wanted) return errors(wanted.problems);
  const answer = await verbs.approveLess({ ...clicked.value, approver: personOf(body), wanted });
  if (answer.outcome === 'approved') {
    return { response_action: 'update', view: approveLessAnswered(approvedAnswer(answer.request)) };
  }
  const field = fieldOf(answer.refusal);
  return field === undefined
    ? { response_action: 'update', view: approveLessAnswered(refusalTold(answer.refusal)) }
    : errors({ [field]: sentenceFor(answer.refusal) });
}

type Problems = Readonly<Partial<Record<LessField, string>>>;

function wantedIn(view: ViewOutput): LesserApproval['wanted'] | { readonly problems: Problems } {
  const duration = parseDuration(bare(typedInto(view, 'duration')));
  const role = parseRoleName(typedInto(view, 'role'));
  const namespaces = namespacesIn(view);
  if (duration.ok && role.ok && namespaces.ok) {
    return { duration: duration.value, role: role.value, namespaces: namespaces.value };
  }
  return {
    problems: {
      ...problem('duration', duration),
      ...problem('namespaces', namespaces),
      ...problem('role', role),
    },
  };
}

// A form without the field leaves them all.
function namespacesIn(view: ViewOutput): Parsed<NonEmpty<Extent> | 'all'> {
  const chosen = chosenIn(view, 'namespaces');
  if (chosen === undefined) return valid('all');
  const namespaces: Extent[] = [];
  for (const name of chosen) {
    const parsed = parseExtent(name);
    if (!parsed.ok) return parsed;
    namespaces.push(parsed.value);
  }
  return isNonEmpty(namespaces) ? valid(namespaces) : invalid('Choose at least one namespace.');
}

function problem(field: LessField, parsed: Parsed<unknown>): Problems {
  return parsed.ok ? {} : { [field]: parsed.problem };
}

// What no other choice in the form can mend takes the form's place.
function fieldOf({ code }: Refusal): LessField | undefined {
  switch (code) {
    case 'longer-than-asked':
    case 'too-long':
      return 'duration';
    case 'namespaces-not-asked':
    case 'extension-keeps-scope':
    case 'unknown-namespace':
      return 'namespaces';
    case 'other-rule':
    case 'unknown-role':
    case 'role-not-narrower':
    case 'role-unread':
    case 'role-missing':
    case 'role-changed':
    case 'role-of-aws':
      return 'role';
    default:
      return undefined;
  }
}
