import { formatDuration } from './duration.ts';
import type { LessRefusal } from './refusal.ts';

/** Says to an approver why what they chose is not less than what was asked, and what they can choose. */
export function lessSentence(refusal: LessRefusal): string {
  switch (refusal.code) {
    case 'longer-than-asked':
      return `\`${formatDuration(refusal.wanted)}\` is more than \`${formatDuration(refusal.asked)}\`, and only that or less can be approved. Choose a shorter duration.`;
    case 'namespaces-not-asked':
      return `Only ${list(refusal.asked)} can be approved, not ${list(refusal.wanted)}. Choose among them.`;
    case 'extension-keeps-scope':
      return 'More time is for a window as it stands, so only less time can be approved of it, not fewer namespaces or another role.';
    case 'other-rule':
      return `Rule \`${refusal.rule}\`, which covers the request, does not cover role \`${refusal.scope.role}\` in ${list(refusal.scope.namespaces)}. Choose another role.`;
    case 'role-not-narrower':
      return `Role \`${refusal.role}\` allows what \`${refusal.asked}\` does not, so it cannot take its place. Choose \`${refusal.asked}\`, or a narrower role.`;
    case 'role-unread':
      return `Cluster \`${refusal.cluster}\` did not say what role \`${refusal.role}\` allows there, so no other role can be approved now. Keep \`${refusal.asked}\`, or try again in a minute.`;
    case 'role-missing':
      return `Cluster \`${refusal.cluster}\` does not have role \`${refusal.role}\`. Choose another one, and tell your platform team.`;
    case 'role-of-aws':
      return `What role \`${refusal.role}\` allows, AWS decides, and no cluster tells, so it cannot be compared with another. Keep \`${refusal.asked}\`.`;
    case 'role-changed':
      return `What role \`${refusal.role}\` allows in \`${refusal.cluster}\` has changed since its approvers were asked, so no other role can take its place. Deny the request, so that it is asked again.`;
  }
}

function list(items: readonly string[]): string {
  return items.map((item) => `\`${item}\``).join(', ');
}
