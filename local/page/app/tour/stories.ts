import type { State } from '../model/state.ts';
import type { Request } from '../model/types.ts';

/** What the tour can do for somebody, short of the decisive click. */
export type Help =
  | { readonly kind: 'compose'; readonly as: string; readonly where: string; readonly text: string }
  | { readonly kind: 'kubectl'; readonly as: string; readonly text: string }
  | { readonly kind: 'look'; readonly as: string; readonly where: string };

export interface Step {
  readonly say: string;
  readonly help?: Help;
  /** Whether it was done since the story began (ISO 8601, platform time). Without it somebody says so. */
  readonly done?: (state: State, since: string) => boolean;
}

export interface Story {
  readonly title: string;
  readonly steps: readonly Step[];
}

const requestAndApprove: Story = {
  title: 'Request and approve',
  steps: [
    {
      say: 'You are Alice and need to change something in production. Send this command.',
      help: compose('alice', '/k8s-access request prod-eu payments edit 1h fix the nightly job'),
      done: someRequest('U0ALICE', 'edit', () => true),
    },
    {
      say: 'Become Bob, who leads payments. The card waits in #access-requests: press Approve.',
      help: { kind: 'look', as: 'bob', where: 'access-requests' },
      done: someRequest('U0ALICE', 'edit', ({ status }) => status === 'active' || status === 'ended'),
    },
    {
      say: 'A binding for Alice alone stands in prod-eu, and the cluster said yes. Try it: run this as Alice, then as Bob.',
      help: { kind: 'kubectl', as: 'alice', text: 'kubectl get pods -n payments' },
    },
    {
      say: 'Press “To the end of the window”. Everything goes by itself, and the cluster says no.',
      done: someRequest('U0ALICE', 'edit', ({ status }) => status === 'ended'),
    },
  ],
};

const overlapping: Story = {
  title: 'Two windows overlap',
  steps: [
    {
      say: 'Alice looks for half an hour. Reading needs no approval: it opens at once.',
      help: compose('alice', '/k8s-access request prod-eu payments view 30m look at the queue'),
      done: someRequest('U0ALICE', 'view', ({ status }) => status === 'active'),
    },
    {
      say: 'Carol joins for an hour. Both have the same IAM role, so one access entry carries both windows.',
      help: compose('carol', '/k8s-access request prod-eu payments view 1h look with Alice'),
      done: someRequest('U0CAROL', 'view', ({ status }) => status === 'active'),
    },
    {
      say: 'Press “To the end of the window”: Alice’s ends. The entry stays, because Carol still holds it.',
      done: someRequest('U0ALICE', 'view', ({ status }) => status === 'ended'),
    },
    {
      say: 'Press it again. The last one out takes the entry along.',
      done: someRequest('U0CAROL', 'view', ({ status }) => status === 'ended'),
    },
  ],
};

const breakGlass: Story = {
  title: 'Break the glass',
  steps: [
    {
      say: 'Night, an outage, nobody to approve. Alice opens access at once, and people are paged before it opens.',
      help: compose('alice', '/k8s-break-glass prod-eu payments edit payments are down'),
      done: someRequest(
        'U0ALICE',
        'edit',
        ({ status, breakGlass: glass }) => glass !== undefined && status === 'active',
      ),
    },
    {
      say: 'Become Carol, who is on call. In #security-alerts, press Close now; the Pager tab shows what woke her.',
      help: { kind: 'look', as: 'carol', where: 'security-alerts' },
      done: someRequest(
        'U0ALICE',
        'edit',
        ({ status, breakGlass: glass }) => glass !== undefined && status === 'ended',
      ),
    },
    {
      say: 'Dave of security must look at it within a day. Press Review… and say what it was.',
      help: { kind: 'look', as: 'dave', where: 'security-alerts' },
      done: someRequest('U0ALICE', 'edit', ({ breakGlass: glass }) => glass?.['review'] !== undefined),
    },
  ],
};

const eksDown: Story = {
  title: 'EKS is down at closing time',
  steps: [
    {
      say: 'Alice opens a quarter of an hour in staging.',
      help: compose('alice', '/k8s-access request staging-eu payments view 15m check the release'),
      done: someRequest('U0ALICE', 'view', ({ status }) => status === 'active'),
    },
    {
      say: 'Under Faults, switch on “EKS throttles”: EKS now refuses whatever we ask.',
      done: ({ faults }) => faults.some(({ target }) => target === 'eks'),
    },
    {
      say: 'Press “To the end of the window”. It cannot be closed, says so, and is tried again; it never gives up.',
      done: someRequest('U0ALICE', 'view', ({ status }) => status === 'closing' || status === 'ended'),
    },
    {
      say: 'Switch “EKS throttles” off again, then press “+10 min”. The access is gone minutes after EKS is back.',
      done: someRequest('U0ALICE', 'view', ({ status }) => status === 'ended'),
    },
  ],
};

/** What the product is about, told by doing it. */
export const stories: readonly Story[] = [requestAndApprove, overlapping, breakGlass, eksDown];

function compose(as: string, text: string): Help {
  return { kind: 'compose', as, where: 'dm', text };
}

function someRequest(userId: string, role: string, holds: (request: Request) => boolean) {
  return ({ requests }: State, since: string) =>
    requests.some(
      (request) =>
        request.requester.userId === userId &&
        request.requestedAt >= since &&
        request.scope.role === role &&
        holds(request),
    );
}
