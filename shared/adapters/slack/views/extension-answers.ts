import { type Duration, formatDuration } from '../../../domain/duration.ts';
import { type Extension, extendedUntil, isExtension } from '../../../domain/extension.ts';
import type { Request } from '../../../domain/request.ts';
import { nextStep, raisedAnswer, withdrawable } from './answers.ts';
import { context, type Message, section } from './blocks.ts';
import { code, when } from './text.ts';

/** What is answered to who asks for more time; while it waits, they can take it back with a click. @param asked how much was asked for, which may be more than there is */
export function extensionAnswer(request: Request, asked: Duration): Message {
  if (!isExtension(request)) return raisedAnswer(request);
  const { id, duration } = request;
  const more = `${code(formatDuration(duration))} more for ${code(request.extends)}`;
  const recorded = `Extension ${code(id)} is recorded: ${more}, until ${when(extendedUntil(request))}.`;
  const lines = [recorded, ...lessThanAsked(request, asked), nextStep(request)];
  return withdrawable(request, {
    text: lines.join(' '),
    blocks: [
      section(lines.join('\n')),
      context(`${code(`/k8s-access status ${request.extends}`)} shows how it goes on`),
    ],
  });
}

function lessThanAsked({ duration, decision, extending }: Extension, asked: Duration): readonly string[] {
  if (duration >= asked) return [];
  const [wanted, left, longest] = [asked, duration, extending.longest].map(formatDuration).map(code);
  return [
    `You asked for ${wanted}; ${left} is what is left of the ${longest} in all that rule ${code(decision.rule)} allows.`,
  ];
}
