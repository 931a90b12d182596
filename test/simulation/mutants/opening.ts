import type { Mutant } from './mutant.ts';

const openWindow = 'shared/usecases/open-window.ts';
const makeAccess = 'shared/usecases/make-access.ts';
const memory = 'test/support/in-memory/cluster-ports.ts';

/** Bugs in giving access. */
export const openingMutants: readonly Mutant[] = [
  {
    name: 'grant before record',
    edits: [
      {
        file: makeAccess,
        instead: '    created.push({ namespace, name, uid });',
        write:
          '    created.push({ namespace, name, uid });\n    await ports.bindings.addSubject(planned.target, { namespace, name, uid }, entry.username);',
      },
    ],
  },
  {
    name: 'binding created with its subject',
    edits: [
      {
        file: memory,
        instead: 'closesAt, users: []',
        write: "closesAt, users: ['k8s-access:' + draft.requester]",
      },
    ],
  },
  {
    name: 'subject added by a PUT, which creates what is gone',
    edits: [
      {
        file: memory,
        instead:
          'if (cluster.bindingAt(namespace, binding)?.uid !== uid) throw new BindingLostError(binding);',
        write:
          'if (cluster.bindingAt(namespace, binding) === undefined) cluster.bind({ requestId: binding.slice(11), namespace, name: binding, clusterRole: "k8s-access:edit", users: [username] });',
      },
    ],
  },
  {
    name: 'active before evidence',
    edits: [
      {
        file: openWindow,
        instead: 'if (saysYes(evidence)) return evidence;',
        write: 'return evidence.map((each) => ({ ...each, allowed: true }));',
      },
    ],
  },
  {
    name: 'a retry moves the end',
    edits: [
      {
        file: makeAccess,
        instead: 'request.window === undefined\n      ? await',
        write: 'true\n      ? await',
      },
      {
        file: 'shared/domain/apply-change.ts',
        instead: 'request.window === undefined && change.at < request.openBy',
        write: 'change.at < request.openBy',
      },
    ],
  },
  {
    name: 'the window counts from the request',
    edits: [
      {
        file: 'shared/domain/window.ts',
        instead: 'closesAt: after(now, request.duration)',
        write: 'closesAt: after(request.requestedAt, request.duration)',
      },
    ],
  },
  {
    name: 'the rules of the role are not compared',
    edits: [
      {
        file: openWindow,
        instead: 'approved.rulesHash !== undefined && approved.rulesHash',
        write: 'false && approved.rulesHash',
      },
    ],
  },
  {
    name: 'an extension counts twice',
    edits: [
      {
        file: 'shared/domain/extension.ts',
        instead: 'return after(extending.closesAt, duration);',
        write: 'return after(extending.closesAt, duration * 2);',
      },
    ],
  },
];
