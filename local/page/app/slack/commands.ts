/** A slash command to choose from: what it is for, and how it begins. */
export interface Suggestion {
  readonly usage: string;
  readonly about: string;
  /** What stands in the composer once it is chosen. */
  readonly text: string;
}

const commands: readonly Suggestion[] = [
  { usage: '/k8s-access', about: 'ask with a form', text: '/k8s-access' },
  {
    usage: '/k8s-access request <cluster> <namespace> <role> <duration> <reason>',
    about: 'ask for access',
    text: '/k8s-access request ',
  },
  { usage: '/k8s-access list', about: 'your latest requests', text: '/k8s-access list' },
  {
    usage: '/k8s-access list --unreviewed',
    about: 'break-glass not reviewed yet',
    text: '/k8s-access list --unreviewed',
  },
  { usage: '/k8s-access status <id>', about: 'all that happened to a request', text: '/k8s-access status ' },
  {
    usage: '/k8s-access extend <id> <duration> <reason>',
    about: 'ask for more time',
    text: '/k8s-access extend ',
  },
  { usage: '/k8s-access release <id>', about: 'end your access early', text: '/k8s-access release ' },
  { usage: '/k8s-access withdraw <id>', about: 'take a request back', text: '/k8s-access withdraw ' },
  { usage: '/k8s-access revoke <id> <reason>', about: "end somebody's access", text: '/k8s-access revoke ' },
  { usage: '/k8s-access sweep', about: 'compare clusters with records', text: '/k8s-access sweep' },
  { usage: '/k8s-access help', about: 'every command', text: '/k8s-access help' },
  {
    usage: '/k8s-break-glass <cluster> <namespace> <role> <reason>',
    about: 'open at once, in an emergency',
    text: '/k8s-break-glass ',
  },
  { usage: '/k8s-break-glass drill', about: 'try the emergency path out', text: '/k8s-break-glass drill' },
];

const examples: readonly Suggestion[] = [
  example('/k8s-access request prod-eu payments edit 1h fix the nightly job', 'needs an approval'),
  example('/k8s-access request prod-eu payments view 30m look at the queue', 'opens at once'),
  example('/k8s-access request prod-eu payments admin 30m rotate the certificate', 'needs two approvals'),
  example('/k8s-break-glass prod-eu payments edit checkout is down', 'opens at once, pages people'),
];

function example(text: string, about: string): Suggestion {
  return { usage: text, about, text };
}

/** The ids that a command may be about, the newest first. */
export interface Known {
  readonly id: string;
  readonly status: string;
}

/** What may be meant by what was typed so far. */
export function suggestionsFor(typed: string, requests: readonly Known[]): readonly Suggestion[] {
  if (!typed.startsWith('/')) return [];
  const byId = /^(\/k8s-access (?:status|extend|release|withdraw|revoke) )([a-z0-9]*)$/.exec(typed);
  if (byId !== null) {
    const [, verb = '', begun = ''] = byId;
    return requests
      .filter(({ id }) => id.startsWith(begun) && id !== begun)
      .slice(0, 6)
      .map(({ id, status }) => ({ usage: `${verb}${id}`, about: status, text: `${verb}${id} ` }));
  }
  return [...commands, ...examples].filter(({ text, usage }) => startsAlike(usage, typed) && text !== typed);
}

function startsAlike(usage: string, typed: string): boolean {
  return usage.toLowerCase().startsWith(typed.toLowerCase());
}
