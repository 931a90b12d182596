import type { RequestId } from '../../../shared/domain/ids.ts';
import type {
  ApproverMessenger,
  ApproverNotice,
  ApproverNotices,
} from '../../../shared/usecases/approver-ports.ts';
import type { Gate } from './gate.ts';
import type { Workspace } from './workspace.ts';

/** What is said to approvers beside the card, noted as `asked U0BOB reminder`, `note escalated`, `settled dm-U0BOB`. */
export function approverMessengerIn(workspace: Workspace, gate: Gate): ApproverMessenger {
  return {
    ask: (_, { userId, kind }) =>
      gate.pass('approverMessenger.ask', () => {
        workspace.say(`asked ${userId} ${kind}`);
        return { channel: `dm-${userId}`, ts: `${workspace.said.length}.0` };
      }),
    settle: ({ status }, { channel }) =>
      gate.pass('approverMessenger.settle', () => workspace.say(`settled ${channel} ${status}`)),
    note: (_, { kind }, people) =>
      gate.pass('approverMessenger.note', () => workspace.say(['note', kind, ...people].join(' '))),
    tellStranded: () => gate.pass('approverMessenger.tellStranded', () => workspace.say('told stranded')),
  };
}

export function approverNoticesIn(notices: Map<string, ApproverNotice>, gate: Gate): ApproverNotices {
  const keyOf = (id: RequestId, key: string) => `${id} ${key}`;
  return {
    find: (id, key) => gate.pass('approverNotices.find', () => notices.get(keyOf(id, key))),
    write: (id, key, notice) =>
      gate.pass('approverNotices.write', () => void notices.set(keyOf(id, key), notice)),
  };
}
