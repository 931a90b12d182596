import { describe, expect, it } from 'vitest';
import { parseRequestId } from '../../../shared/domain/ids.ts';
import type { UsergroupHandle } from '../../../shared/domain/person.ts';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import type { EndCause, OpeningProblem, StatusWord } from '../../../shared/domain/request.ts';
import { parseTimeZone } from '../../../shared/domain/schedule.ts';
import { parseNamespace } from '../../../shared/domain/scope.ts';
import { sentenceFor } from '../../../shared/domain/sentences.ts';
import { causeInWords, problemInWords, statusInWords } from '../../../shared/domain/status-words.ts';
import { durationOf, must, scope } from '../../support/records.ts';

type Code = Refusal['code'];

const asked = scope('prod-eu', 'payments,checkout', 'edit');
const { cluster, role } = asked;
const namespaces = ['checkout', 'payments'].map((name) => must(parseNamespace(name)));
const id = must(parseRequestId('7k3m9x2p4qab'));
const arn = 'arn:aws:iam::111122223333:role/people/alice';

// One of each, so that a refusal that is added must say its sentence here too.
const refusals: { readonly [One in Code]: Extract<Refusal, { code: One }> } = {
  'unknown-cluster': { code: 'unknown-cluster', cluster, known: [cluster] },
  'unknown-namespace': {
    code: 'unknown-namespace',
    cluster,
    namespace: must(parseNamespace('checkout')),
    known: namespaces,
  },
  'unknown-role': { code: 'unknown-role', role, known: [role] },
  'needs-own-principal': { code: 'needs-own-principal', role },
  'may-not-sweep': { code: 'may-not-sweep', usergroup: 'security' as UsergroupHandle },
  'role-is-cluster-wide': { code: 'role-is-cluster-wide', role },
  'role-is-in-namespaces': { code: 'role-is-in-namespaces', role, known: namespaces },
  'no-rule': { code: 'no-rule', scope: asked },
  'too-long': { code: 'too-long', rule: 'r', asked: durationOf('90m'), longest: durationOf('1h') },
  'not-now-or-not-you': {
    code: 'not-now-or-not-you',
    scope: asked,
    rules: [
      {
        rule: 'office-hours',
        why: [
          {
            condition: 'requester',
            stated: {
              usergroups: ['payments-leads', 'security'] as never,
              people: ['alice@example.com'],
            },
          },
          {
            condition: 'schedule',
            stated: {
              weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'],
              hours: { from: 540, until: 1050 },
              zone: must(parseTimeZone('Europe/Berlin')),
            },
            shown: { weekday: 'sat', minute: 13 * 60 },
          },
        ],
      },
    ],
  },
  'no-break-glass': {
    code: 'no-break-glass',
    scope: asked,
    rules: [{ rule: 'emergency', why: [{ condition: 'role', asked: [role], stated: ['admin'] }] }],
  },
  'no-break-glass-for-you': { code: 'no-break-glass-for-you' },
  'no-drill': { code: 'no-drill' },
  'drill-under-way': { code: 'drill-under-way', id },
  'break-glass-open': { code: 'break-glass-open', id, scope: asked },
  'too-many-uses': { code: 'too-many-uses', rule: 'emergency', most: 5 },
  'not-extended-again': { code: 'not-extended-again' },
  'own-use': { code: 'own-use', id },
  'not-a-reviewer': { code: 'not-a-reviewer', reviewers: ['@security' as never] },
  'reviewed-before': { code: 'reviewed-before', by: 'dave@example.com', verdict: 'follow-up' },
  'nothing-to-review': { code: 'nothing-to-review', id, status: 'failed' },
  'on-call-unknown': { code: 'on-call-unknown' },
  'nobody-else': { code: 'nobody-else' },
  'cannot-be-asked': { code: 'cannot-be-asked', why: 'asked-before' },
  'reason-pattern': { code: 'reason-pattern', rule: 'r', explain: 'Write three words or more.' },
  'ticket-missing': { code: 'ticket-missing', rule: 'r', explain: 'Name one, such as OPS-123.' },
  'too-many-open': {
    code: 'too-many-open',
    most: 1,
    open: [{ id: '7k3m9x2p4qab' as never, scope: asked, status: 'active' }],
  },
  'unknown-person': { code: 'unknown-person' },
  deactivated: { code: 'deactivated' },
  bot: { code: 'bot' },
  guest: { code: 'guest' },
  stranger: { code: 'stranger' },
  'unconfirmed-email': { code: 'unconfirmed-email' },
  'unusable-email': { code: 'unusable-email', email: 'a+b@example.com' },
  'foreign-email': { code: 'foreign-email', email: 'a@example.org', domains: ['example.com'] },
  'link-required': { code: 'link-required', why: 'never-linked' },
  'principal-taken': { code: 'principal-taken' },
  'caller-not-a-person': { code: 'caller-not-a-person', caller: arn },
  'code-unknown': { code: 'code-unknown' },
  'another-principal-called': { code: 'another-principal-called', said: arn, caller: arn },
  'another-session-called': { code: 'another-session-called', session: 'alice', caller: arn },
  'linked-to-another': { code: 'linked-to-another', pin: { arn, sessionName: 'alice' } },
  'not-security': { code: 'not-security', usergroup: 'security' as never },
  'own-link': { code: 'own-link', usergroup: 'security' as never },
  'not-linked': { code: 'not-linked' },
  'unknown-caller': { code: 'unknown-caller', arn: 'arn:aws:sts::111122223333:assumed-role/Admin/alice' },
  'outside-organization': { code: 'outside-organization' },
  'no-slack-account': { code: 'no-slack-account', email: 'alice@example.com' },
  'slack-needed': { code: 'slack-needed', for: 'approval' },
  'key-used': { code: 'key-used', id },
  'own-request': { code: 'own-request' },
  'requester-changed': { code: 'requester-changed' },
  'not-an-approver': { code: 'not-an-approver', approvers: [] },
  'approved-before': { code: 'approved-before' },
  'session-needed': { code: 'session-needed', id },
  'stage-complete': { code: 'stage-complete', open: [] },
  'already-decided': { code: 'already-decided', status: 'denied', by: ['bob@example.com'] },
  'policy-changed': { code: 'policy-changed', refusal: { code: 'no-rule', scope: asked } },
  'unknown-request': { code: 'unknown-request', id },
  'longer-than-asked': { code: 'longer-than-asked', wanted: durationOf('2h'), asked: durationOf('1h') },
  'extension-keeps-scope': { code: 'extension-keeps-scope' },
  'namespaces-not-asked': { code: 'namespaces-not-asked', wanted: namespaces, asked: namespaces },
  'other-rule': { code: 'other-rule', rule: 'r', scope: asked },
  'role-not-narrower': { code: 'role-not-narrower', role, asked: role },
  'role-unread': { code: 'role-unread', role, asked: role, cluster },
  'role-missing': { code: 'role-missing', role, cluster },
  'role-changed': { code: 'role-changed', role, cluster },
  'role-of-aws': { code: 'role-of-aws', role, asked: role },
  'not-requester': { code: 'not-requester', verb: 'withdraw' },
  'decided-before-withdrawal': { code: 'decided-before-withdrawal', id, status: 'active' },
  'nothing-to-withdraw': { code: 'nothing-to-withdraw', status: 'denied' },
  'nothing-to-end': { code: 'nothing-to-end', id, verb: 'release', status: 'pending' },
  'ending-already': {
    code: 'ending-already',
    status: 'ended',
    cause: 'revoked',
    by: 'bob@example.com',
  },
  'is-extension': { code: 'is-extension', of: id, verb: 'release' },
  'nothing-to-extend': { code: 'nothing-to-extend', status: 'pending' },
  'extension-under-way': { code: 'extension-under-way', id, status: 'pending' },
  'no-time-left': { code: 'no-time-left', rule: 'r', longest: durationOf('4h') },
  'another-principal': { code: 'another-principal' },
  'too-long-in-all': { code: 'too-long-in-all', rule: 'r', longest: durationOf('4h') },
  'window-over': { code: 'window-over' },
  'own-access': { code: 'own-access', id },
  'not-a-revoker': { code: 'not-a-revoker', revokers: [] },
  'illegal-transition': { code: 'illegal-transition', status: 'ended', change: 'approve' },
};

const statuses: StatusWord[] = [
  'applied',
  'pending',
  'approved',
  'active',
  'closing',
  'ended',
  'denied',
  'lapsed',
  'withdrawn',
  'failed',
];

const isSentence = /^[A-Z`][^\n]{10,}\.$/;

function expectSentence(text: string): void {
  expect(text).toMatch(isSentence);
  expect(text).not.toMatch(/undefined|null|NaN|\[object|``/);
}

describe('what people read', () => {
  it.each(Object.values(refusals))('the refusal $code is a sentence', (refusal) => {
    expectSentence(sentenceFor(refusal));
  });

  it.each(statuses)('a click too late on what is %s is answered with a sentence', (status) => {
    expectSentence(sentenceFor({ code: 'already-decided', status, by: ['bob@example.com'] }));
    expectSentence(sentenceFor({ code: 'already-decided', status, by: [] }));
    expectSentence(sentenceFor({ code: 'illegal-transition', status, change: 'approve' }));
    expectSentence(sentenceFor({ code: 'nothing-to-withdraw', status }));
    expectSentence(sentenceFor({ code: 'decided-before-withdrawal', id, status }));
    for (const verb of ['release', 'revoke'] as const) {
      expectSentence(sentenceFor({ code: 'nothing-to-end', id, verb, status }));
    }
    expect(statusInWords(status)).toMatch(/^[a-z ]+$/);
  });

  it.each<OpeningProblem>([
    'too-late',
    'rules-changed',
    'role-missing',
    'namespace-missing',
    'entry-not-usable',
    'username-not-fenced',
    'entry-for-nodes',
    'entry-changed',
    'entry-limit',
    'principal-refused',
    'policy-taken',
    'policy-for-others',
    'no-access-entries',
    'name-taken',
    'no-evidence',
    'cluster-failing',
  ])('the opening problem %s is a sentence', (problem) => {
    expectSentence(problemInWords(problem));
  });

  it.each<EndCause>(['expired', 'released', 'revoked', 'deactivated', 'drift'])(
    'the end cause %s is a part of a sentence',
    (cause) => {
      expect(causeInWords(cause)).toMatch(/^(it|its|the) [a-z ]+$/);
    },
  );

  it.each([
    ['unknown-cluster', 'There is no cluster `prod-eu`. You can ask for `prod-eu`.'],
    ['too-long', '`1h30m` is too long: rule `r` allows at most `1h`. Ask for less.'],
    [
      'not-now-or-not-you',
      'No rule covers this requester at this time for `edit` in `checkout`, `payments` on `prod-eu`: rule `office-hours` does not, because it is for members of @payments-leads or @security or alice@example.com, and it holds Mon to Fri, 09:00-17:30 in Europe/Berlin, and there it is Sat 13:00. Ask when it does, or ask your platform team for a rule.',
    ],
    ['reason-pattern', 'Rule `r` wants another reason: Write three words or more.'],
    ['ticket-missing', 'Rule `r` wants a ticket in the reason: Name one, such as OPS-123.'],
    [
      'too-many-open',
      'You have 1 open or on the way, and 1 is the most at one time: `7k3m9x2p4qab` (`edit` in `checkout`, `payments` on `prod-eu`, open). Ask again when one of them is over.',
    ],
    ['already-decided', 'Too late: the request was denied by bob@example.com.'],
    ['ending-already', 'Too late: the access is over already, because it was revoked by bob@example.com.'],
    ['nothing-to-end', 'Nothing is open yet. `/k8s-access withdraw 7k3m9x2p4qab` takes the request back.'],
    ['own-request', 'This is your own request, and nobody approves their own. Ask another approver.'],
  ] as const)('%s says: %s', (code, sentence) => {
    expect(sentenceFor(refusals[code])).toBe(sentence);
  });
});
