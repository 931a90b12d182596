import { formatDuration } from './duration.ts';
import type { ExtensionRefusal } from './refusal.ts';
import type { StatusWord } from './request.ts';

/** Says to a person why a window gets no more time, and what to do. */
export function extensionSentence(refusal: ExtensionRefusal): string {
  switch (refusal.code) {
    case 'nothing-to-extend':
      return nothingToExtendSentence(refusal.status);
    case 'extension-under-way':
      return refusal.status === 'pending'
        ? `Extension \`${refusal.id}\` is still waiting for approval, and there is one at a time. \`/k8s-access withdraw ${refusal.id}\` takes it back.`
        : `Extension \`${refusal.id}\` is approved and about to move the end, and there is one at a time. Ask again when it has.`;
    case 'no-time-left':
      return `The access already lasts as long as rule \`${refusal.rule}\` allows: \`${formatDuration(refusal.longest)}\` in all. Ask for access anew when it is over.`;
    case 'another-principal':
      return 'Your account has another email address than the one that this access was opened for. Ask for access anew: `/k8s-access`.';
    case 'too-long-in-all':
      return `With the extension the access would last longer than the \`${formatDuration(refusal.longest)}\` in all that rule \`${refusal.rule}\` allows now. Deny it; the person can ask for less.`;
    case 'window-over':
      return 'The access that was to be extended is over or being taken away, so there is nothing to extend.';
  }
}

function nothingToExtendSentence(status: StatusWord): string {
  switch (status) {
    case 'pending':
      return 'Nothing is open yet: the request is waiting for approval. Its time counts from when it opens.';
    case 'approved':
      return 'The access is just being opened. Ask for more time when it is open.';
    default:
      return 'There is no open access to extend any more. `/k8s-access` asks for access anew.';
  }
}
