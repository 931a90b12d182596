import { type ExtensionFacts, extendedUntil } from '../../../domain/extension.ts';
import type { InStatus } from '../../../domain/request.ts';
import { context, header, type Message, packedSections, section } from './blocks.ts';
import { moreTime } from './extension.ts';
import { scopeInLine } from './scope.ts';
import { standingInFull } from './standing.ts';
import { code, when } from './text.ts';
import { whyBlocks } from './why.ts';

/** The statuses of an extension that its requester hears of in a direct message. */
export type ToldExtension = InStatus<'applied' | 'denied' | 'lapsed' | 'failed'> & ExtensionFacts;

/** What the holder of a window is told when their extension has come to a status that matters to them. */
export function extensionMessage(extension: ToldExtension): Message {
  const title = titles[extension.status];
  const { scope, extending, status } = extension;
  const closesAt = status === 'applied' ? extendedUntil(extension) : extending.closesAt;
  return {
    text: `${title}: ${scopeInLine(scope)}, until ${when(closesAt)}`,
    blocks: [
      header(title),
      section(`${scopeInLine(scope)}, ${moreTime(extension)}`),
      ...packedSections(standingInFull(extension), '\n', 8),
      ...whyBlocks(extension),
      context(
        `Extension ${code(extension.id)} of ${code(extension.extends)} · ${code(`/k8s-access status ${extension.extends}`)} shows all that happened`,
      ),
    ],
  };
}

const titles: Readonly<Record<ToldExtension['status'], string>> = {
  applied: 'Your access was extended',
  denied: 'Your extension was denied',
  lapsed: 'Your extension lapsed',
  failed: 'Your access was not extended',
};
