import { type Message, sentence } from '../../shared/adapters/slack/views/blocks.ts';
import { escaped } from '../../shared/adapters/slack/views/text.ts';
import type { Refusal } from '../../shared/domain/refusal.ts';
import type { Request } from '../../shared/domain/request.ts';
import { sentenceFor } from '../../shared/domain/sentences.ts';

/** What a verb answers: it refuses, or it has done what was asked, and this is the record now. */
type Answer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: string; readonly request: Request };

/** Tells what a verb answered: the refusal's sentence, or what the view makes of the record. */
export function told(answer: Answer, view: (request: Request) => Message): Message {
  return 'refusal' in answer ? refusalTold(answer.refusal) : view(answer.request);
}

export function refusalTold(refusal: Refusal): Message {
  return said(sentenceFor(refusal));
}

/** Shows one of the domain's sentences. They are plain text and may repeat what was typed. */
export function said(text: string): Message {
  return sentence(escaped(text));
}
