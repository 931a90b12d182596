import type { Mutant } from './mutant.ts';

const mayApprove = 'shared/domain/may-approve.ts';

/** Bugs in deciding. */
export const decidingMutants: readonly Mutant[] = [
  {
    name: 'requesters may approve their own',
    edits: [
      {
        file: mayApprove,
        instead: 'samePerson({ person: request.requester, principal: request.principal }, approver)',
        write: 'false',
      },
      {
        file: 'shared/domain/apply-change.ts',
        instead: 'samePerson({ person: request.requester, principal: request.principal }, given.approver)',
        write: 'false',
      },
    ],
  },
  {
    name: 'the second click wins',
    edits: [
      {
        file: 'test/support/in-memory/records.ts',
        instead: 'if (records.requests.get(id)?.version !== version - 1) throw new StaleRecordError(id);',
        write: 'void version;',
      },
    ],
  },
  {
    name: 'one approval is always enough',
    edits: [
      {
        file: mayApprove,
        instead: 'completes: isComplete(stages, [...before, as])',
        write: 'completes: true',
      },
    ],
  },
  {
    name: 'who has left still approves',
    edits: [
      {
        file: 'shared/domain/identify.ts',
        instead: "if (profile.deactivated) return { code: 'deactivated' };",
        write: '',
      },
    ],
  },
  {
    name: 'who is no approver approves',
    edits: [
      { file: mayApprove, instead: 'filter((source) => approver.sources.has(source))', write: 'slice()' },
    ],
  },
  {
    name: 'a click after the request has lapsed counts',
    edits: [
      {
        file: mayApprove,
        instead:
          "if (now >= request.lapsesAt) return refused({ code: 'already-decided', status: 'lapsed', by: [] });",
        write: '',
      },
      {
        file: 'shared/domain/apply-change.ts',
        instead: 'return change.at < request.lapsesAt ? approve(request, change) : undefined;',
        write: 'return approve(request, change);',
      },
    ],
  },
];
