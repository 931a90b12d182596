import { type Message, sentence } from './blocks.ts';
import { code } from './text.ts';

/** How a request is typed. */
export const requestUsage =
  '/k8s-access request <cluster> <namespace[,namespace]> <role> <duration> <reason...>';

/** How access is opened at once. */
export const breakGlassUsage = '/k8s-break-glass <cluster> <namespace> <role> <reason...>';

/** How a revocation is typed. */
export const revokeUsage = '/k8s-access revoke <id> <reason...>';

/** How more time is asked for. */
export const extendUsage = '/k8s-access extend <id> <duration> <reason...>';

/** How somebody's link with AWS is taken away. */
export const unlinkUsage = '/k8s-access unlink <@person> <reason...>';

const commands: readonly (readonly [string, string])[] = [
  ['/k8s-access', 'opens a form to ask for access'],
  [
    requestUsage,
    'asks for access; a duration is written `30m`, `2h` or `1h30m`, and `*` in place of namespaces is the whole cluster',
  ],
  ['/k8s-access list', 'shows your latest requests'],
  ['/k8s-access status <id>', 'shows a request and all that happened to it'],
  ['/k8s-access withdraw <id>', 'takes your request or extension back before it is decided'],
  [extendUsage, 'asks for more time in your open access'],
  ['/k8s-access release <id>', 'ends your access before its time'],
  [revokeUsage, 'ends somebody’s access; for approvers and security'],
  ['/k8s-access list --unreviewed', 'shows every break-glass that nobody has reviewed'],
  [
    breakGlassUsage,
    'opens at once in an emergency: people are paged, and somebody reviews it; alone it opens a form',
  ],
  [
    '/k8s-break-glass drill',
    'tries break-glass out: the same path to something harmless, and how long each step took',
  ],
  ['/k8s-access sweep', 'compares the clusters with the records now; for security'],
  ['/k8s-access link', 'links your Slack account with who you are in AWS'],
  [unlinkUsage, 'takes somebody’s link with AWS away; for security'],
  ['/k8s-access help', 'shows this'],
];

/** The commands there are. */
export function helpAnswer(): Message {
  const lines = commands.map(([command, does]) => `• ${code(command)} ${does}`);
  const onCards =
    'Approvers decide with the buttons on the card: all that is asked, less of it (a shorter time, fewer namespaces, a narrower role), or nothing.';
  return sentence([...lines, onCards].join('\n'));
}
