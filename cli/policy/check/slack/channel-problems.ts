import type { AccessConfig } from '../../../../shared/config/access-config.ts';
import type { Contradiction } from '../../../../shared/config/contradiction.ts';
import { didYouMean } from '../../../../shared/domain/closest.ts';
import type { Workspace } from './workspace.ts';

/** Channels of the policy in which the bot cannot write. */
export async function channelProblems(
  { approvalsChannel, fallbackChannel }: AccessConfig,
  workspace: Workspace,
): Promise<readonly Contradiction[]> {
  const channels = await workspace.channels();
  return Object.entries({ approvalsChannel, fallbackChannel }).flatMap(([key, wanted]) => {
    const channel = channels.find(({ id, name }) => [id, name].includes(wanted ?? ''));
    const problem = wanted && problemOf(wanted, channel, () => channels.map(({ name }) => name));
    return problem ? [{ path: ['slack', key], problem }] : [];
  });
}

function problemOf(
  wanted: string,
  channel: { readonly isArchived: boolean; readonly isMember: boolean } | undefined,
  known: () => readonly string[],
): string | undefined {
  if (channel === undefined) {
    return `Slack shows the bot no channel #${wanted}.${didYouMean(wanted, known())} Create it; if it is private, type \`/invite @k8s-access\` there.`;
  }
  if (channel.isArchived) return `Channel #${wanted} is archived. Unarchive it, or name another.`;
  return channel.isMember ? undefined : `The bot is not in #${wanted}. Type \`/invite @k8s-access\` there.`;
}
