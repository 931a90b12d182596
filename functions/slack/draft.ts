import type { ViewOutput } from '@slack/bolt';
import type { Parsed } from '../../shared/domain/brand.ts';
import { parseDuration } from '../../shared/domain/duration.ts';
import type { Estate } from '../../shared/domain/estate.ts';
import { parseClusterName, parseExtent, parseRoleName } from '../../shared/domain/scope.ts';
import { bare, type TypedAsk } from '../../shared/domain/typed-ask.ts';
import type { Draft } from '../../shared/usecases/preview-request.ts';
import type { AskForAccess } from '../../shared/usecases/request-access.ts';
import { requestIdFor } from './request-id.ts';
import { askTypedInto } from './typed-into.ts';

/** A form as it opens. @param occasion what makes the request's id, as `requestIdFor` takes it */
export function emptyDraft(requester: AskForAccess['requester'], occasion: string): Draft {
  const empty: TypedAsk = { cluster: '', namespaces: [], role: '', duration: '', reason: '' };
  return draftOf(empty, requester, occasion);
}

/** The request as far as the form is filled in. */
export function draftIn(view: ViewOutput, requester: AskForAccess['requester'], estate: Estate): Draft {
  return draftOf(askTypedInto(view, estate), requester, view.id);
}

// What is no name at all counts as not chosen yet; sending the form says what is wrong with it.
function draftOf(typed: TypedAsk, requester: AskForAccess['requester'], occasion: string): Draft {
  const [cluster] = valid(parseClusterName(bare(typed.cluster)));
  const [role] = valid(parseRoleName(bare(typed.role)));
  return {
    id: requestIdFor(requester, occasion),
    requester,
    ...(cluster === undefined ? {} : { cluster }),
    namespaces: typed.namespaces.flatMap((name) => valid(parseExtent(bare(name)))),
    ...(role === undefined ? {} : { role }),
    duration: parseDuration(bare(typed.duration)),
    reason: typed.reason,
  };
}

function valid<Value>(parsed: Parsed<Value>): readonly Value[] {
  return parsed.ok ? [parsed.value] : [];
}
