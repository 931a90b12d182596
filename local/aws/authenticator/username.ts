import type { Caller } from '../identity/caller.ts';

/**
 * Fills in a template of a username or group. Source: aws-iam-authenticator, pkg/server, renderTemplate: `@` becomes
 * `-` in {{SessionName}} only. Undefined for {{EC2PrivateDNSName}}, because there are no instances here to ask.
 */
export function renderTemplate(template: string, caller: Caller): string | undefined {
  if (template.includes('{{EC2PrivateDNSName}}')) return undefined;
  return template
    .replaceAll('{{AccountID}}', () => caller.account)
    .replaceAll('{{SessionName}}', () => caller.sessionName.replaceAll('@', '-'))
    .replaceAll('{{SessionNameRaw}}', () => caller.sessionName)
    .replaceAll('{{AccessKeyID}}', () => caller.accessKeyId);
}
