import { formatDuration } from '../../../domain/duration.ts';
import { type Extension, extendedUntil, wholeWindow } from '../../../domain/extension.ts';
import type { Request } from '../../../domain/request.ts';
import { problemInWords } from '../../../domain/status-words.ts';
import { code, when } from './text.ts';

/** What an extension adds to which window: everything that an approver judges beside the scope and the reason. */
export function extensionLine(extension: Extension): string {
  const { closesAt, longest } = extension.extending;
  const whole = formatDuration(wholeWindow(extension));
  return `Extension of ${code(extension.extends)}: until now to ${when(closesAt)}, ${moreTime(extension)} to ${when(extendedUntil(extension))}, whole window ${code(whole)} of at most ${code(formatDuration(longest))}`;
}

/** Such as `+1h`. */
export function moreTime({ duration }: Pick<Request, 'duration'>): string {
  return code(`+${formatDuration(duration)}`);
}

/** Where an extension stands, in a few words, where it stands otherwise than a request of that status. */
export function extensionInLine(extension: Extension): string | undefined {
  switch (extension.status) {
    case 'approved':
      return extension.abandoned === undefined ? 'approved, moving the end' : 'not applied';
    case 'applied':
      return `applied ${when(extension.at)}`;
    case 'failed':
      return `could not be applied ${when(extension.at)}`;
    default:
      return undefined;
  }
}

/** Where an extension stands, a paragraph each, where it stands otherwise than a request of that status. */
export function extensionInFull(extension: Extension): readonly string[] | undefined {
  switch (extension.status) {
    case 'approved':
      return extension.abandoned === undefined
        ? ['The end of the access is being moved.']
        : [problemInWords(extension.abandoned.why)];
    case 'applied':
      return [`The access was extended to ${when(extension.closesAt)}.`];
    case 'lapsed':
      return extension.windowOver
        ? [`The access was over before anybody decided, so the extension lapsed ${when(extension.at)}.`]
        : undefined;
    case 'failed':
      return [problemInWords(extension.abandoned.why)];
    default:
      return undefined;
  }
}
