import { describe, expect, it } from 'vitest';
import { complaintAbout, example, lineOf } from '../../support/access-file.ts';

/** The example with one text in place of another, and the line (from 1) where that text begins. */
function exampleWith(right: string, wrong: string): { text: string; line: number } {
  const offset = example.indexOf(right);
  if (offset < 0) throw new Error(`the example has no ${right}`);
  return { text: example.replace(right, () => wrong), line: example.slice(0, offset).split('\n').length };
}

describe('a mistake is named by its line and path, and told what would be right', () => {
  const seeSchema = 'access.schema.json shows the form.';
  const mistakes: [string, string, string, string, string][] = [
    ['another version', 'version: 1', 'version: 2', 'version', '2 cannot stand here. Write 1.'],
    [
      'an unknown key',
      'slack:',
      'colour:\n  dark: true\nslack:',
      'colour',
      'There is no key colour here. There can be $schema, version, slack, identities, pagerduty, organization, paging, maxOpenWindows, clusters, roles, breakGlass, rules.',
    ],
    [
      'operators who cannot be paged',
      '  operators: platform-oncall',
      '  operators: platform-offcall',
      'paging.operators',
      'There is no service platform-offcall under paging.services. It has platform-oncall.',
    ],
    [
      'an unknown key further in',
      '    environment: prod',
      '    regoin: eu-central-1\n    environment: prod',
      'clusters.prod-eu.regoin',
      'There is no key regoin here. Did you mean region? There can be environment, region, namespaces, brokers, adoptedUsernames, private, retired.',
    ],
    [
      'a key that is missing',
      '  prod-eu:\n    environment: prod\n',
      '  prod-eu:\n',
      'clusters.prod-eu.environment',
      `This is missing. Put text here; ${seeSchema}`,
    ],
    [
      'a rule naming an unknown role',
      'roles: [view, edit]',
      'roles: [view, editor]',
      'rules.0.when.roles.1',
      'There is no role editor in this file. Did you mean edit? It has view, edit, debug, admin, cluster-view.',
    ],
    [
      'a rule naming an unknown environment',
      'environments: [non-prod]',
      'environments: [staging]',
      'rules.0.when.environments.0',
      'There is no environment staging in this file. It has prod, non-prod.',
    ],
    [
      'a rule naming an unknown namespace',
      'namespaces: [payments], roles',
      'namespaces: [kube-system], roles',
      'rules.2.when.namespaces.0',
      'There is no namespace kube-system in this file. It has payments, checkout, platform.',
    ],
    [
      'a rule naming an unknown cluster',
      'when: { environments: [non-prod]',
      'when: { clusters: [prod-us]',
      'rules.0.when.clusters.0',
      'There is no cluster prod-us in this file. Did you mean prod-eu? It has prod-eu, staging-eu.',
    ],
    [
      'a duration in days',
      'maxDuration: 8h',
      'maxDuration: 1d',
      'rules.0.maxDuration',
      '`1d` is not a duration. Write minutes, hours or both, such as `30m`, `2h` or `1h30m`.',
    ],
    [
      'a duration without a unit',
      'maxDuration: 8h',
      'maxDuration: 8',
      'rules.0.maxDuration',
      '`8` is not a duration. Write minutes, hours or both, such as `30m`, `2h` or `1h30m`.',
    ],
    [
      'a lapse of zero',
      'lapseAfter: 8h',
      'lapseAfter: 0h',
      'rules.2.approval.lapseAfter',
      'A duration of zero opens nothing. Write minutes, hours or both, such as `30m`, `2h` or `1h30m`.',
    ],
    [
      "a namespace of the cluster's own",
      'namespaces: [payments, checkout, platform]',
      'namespaces: [payments, kube-system]',
      'clusters.prod-eu.namespaces.1',
      'Namespace kube-system belongs to the cluster itself, and access to it is never given. Remove it.',
    ],
    [
      "a controller's namespace",
      'namespaces: [payments, checkout, platform]',
      'namespaces: [argocd]',
      'clusters.prod-eu.namespaces.0',
      'Namespace argocd holds a controller with rights over the whole cluster, and whoever changes what runs there has them too. Remove it.',
    ],
    [
      'a name of Kubernetes as adopted',
      '    environment: prod\n',
      "    adoptedUsernames: ['system:']\n    environment: prod\n",
      'clusters.prod-eu.adoptedUsernames.0',
      "Write what the usernames begin with, up to the : or / before the session's name, such as corp:. Names of Kubernetes and AWS cannot be adopted, and k8s-access: is known already.",
    ],
    [
      'no namespace',
      'namespaces: [payments, checkout, platform]',
      'namespaces: []',
      'clusters.prod-eu.namespaces',
      'Name at least one.',
    ],
    [
      'two rules of one name',
      'name: prod-view',
      'name: staging-work',
      'rules.1.name',
      'Another rule is called staging-work too. Give each rule a name of its own; it stands in the audit trail.',
    ],
    [
      'an approval of an unknown kind',
      'approval: automatic',
      'approval: never',
      'rules.0.approval',
      'Write automatic, or lapseAfter and stages.',
    ],
    ['a quorum of nobody', 'quorum: 1', 'quorum: 0', 'rules.2.approval.stages.0.quorum', 'Write at least 1.'],
    [
      'a usergroup with its @',
      'usergroups: [payments-leads]',
      "usergroups: ['@payments-leads']",
      'rules.2.approval.stages.0.usergroups.0',
      'Write the handle without the @.',
    ],
    [
      'half a quorum',
      'quorum: 1',
      'quorum: 1.5',
      'rules.2.approval.stages.0.quorum',
      `Put a whole number here, not 1.5; ${seeSchema}`,
    ],
    [
      'a role that outlives its window',
      'clusterRole: k8s-access:admin',
      'clusterRole: cluster-admin',
      'roles.admin.clusterRole',
      'Whoever holds the built-in ClusterRole cluster-admin can leave access behind that outlives the window. Use k8s-access:admin, or say allowPersistence: true.',
    ],
    [
      'a cluster-wide role in a rule for namespaces',
      'roles: [edit, debug]',
      'roles: [edit, cluster-view]',
      'rules.2.when.roles.1',
      'Role cluster-view is given in the whole cluster, and this rule is for namespaces alone, so it never covers it. Give the role a rule of its own, without namespaces.',
    ],
    [
      'what is no ARN',
      'granter: arn:aws:iam::111122223333:role/k8s-access-granter',
      'granter: k8s-access-granter',
      'clusters.prod-eu.brokers.granter',
      'Write the ARN of an IAM role, such as arn:aws:iam::111122223333:role/name.',
    ],
    [
      'what is no region',
      'region: eu-central-1',
      'region: Frankfurt',
      'clusters.prod-eu.region',
      'Write an AWS region, such as eu-central-1.',
    ],
    [
      'a channel with its #',
      'approvalsChannel: access-requests',
      'approvalsChannel: "#access-requests"',
      'slack.approvalsChannel',
      'Use up to 80 lower-case letters, digits, hyphens, dots and underscores.',
    ],
    [
      'a fallback channel that is the one it stands in for',
      'fallbackChannel: security-alerts',
      'fallbackChannel: access-requests',
      'slack.fallbackChannel',
      'This is the approvals channel itself, which it is to stand in for. Name another, or none.',
    ],
  ];

  it.each(mistakes)('%s', (_, right, wrong, path, problem) => {
    const { text, line } = exampleWith(right, wrong);
    expect(complaintAbout(text)).toBe(`access.yaml:${line}: ${path}: ${problem}`);
  });

  it('every mistake has its own line, in the order of the file', () => {
    const text = example.replace('version: 1', 'version: 2').replace('maxDuration: 8h', 'maxDuration: 1d');
    expect(complaintAbout(text).split('\n')).toEqual([
      expect.stringMatching(/^access\.yaml:3: version: /),
      expect.stringContaining(`access.yaml:${lineOf('maxDuration: 8h')}: rules.0.maxDuration: `),
    ]);
  });

  it('a cluster whose name cannot be one', () => {
    const { text, line } = exampleWith('  prod-eu:', '  prod eu:');
    const [first] = complaintAbout(text).split('\n');
    const problem = 'A cluster name has up to 100 letters, digits, hyphens and underscores.';
    expect(first).toBe(`access.yaml:${line}: clusters.prod eu: ${problem}`);
  });

  it('the built-in admin is accepted when the file says that it may leave access behind', () => {
    const { text } = exampleWith(
      'clusterRole: k8s-access:admin',
      'allowPersistence: true\n    clusterRole: admin',
    );
    expect(complaintAbout(text)).toBe('accepted');
  });
});
