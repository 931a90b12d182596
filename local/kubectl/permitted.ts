/** What the page's line passes to kubectl: what looks at or changes a cluster, and nothing that touches this machine. */
const verbs = new Set([
  ...['get', 'describe', 'auth', 'api-resources', 'version', 'explain', 'create', 'delete', 'label'],
  ...['annotate', 'scale', 'patch', 'run', 'logs'],
]);

/** Of these, some take a value. None reads or writes a file, names another server or identity, or goes on for ever. */
const flags = new Set([
  ...[
    '-n',
    '--namespace',
    '-A',
    '--all-namespaces',
    '-o',
    '--output',
    '-l',
    '--selector',
    '--field-selector',
  ],
  ...[
    '--show-labels',
    '--no-headers',
    '--sort-by',
    '--all',
    '--dry-run',
    '--subresource',
    '--list',
    '-q',
    '--quiet',
  ],
  ...[
    '--clusterrole',
    '--role',
    '--user',
    '--group',
    '--serviceaccount',
    '--verb',
    '--resource',
    '--from-literal',
  ],
  ...[
    '--image',
    '--replicas',
    '--type',
    '-p',
    '--patch',
    '--overwrite',
    '--force',
    '--grace-period',
    '--now',
  ],
  ...['--restart', '--tail', '-c', '--container', '--client', '--wait', '--ignore-not-found'],
]);

const outputs = /^(name|wide|json|yaml|jsonpath=.*|custom-columns=.*)$/s;

/** Why this line is not passed on, as a sentence; undefined where it is. @param words without `kubectl` */
export function whyNotPermitted(words: readonly string[]): string | undefined {
  const [verb] = words;
  if (verb === undefined) return 'Type what to ask the cluster, for example: kubectl get pods -n payments';
  if (!verbs.has(verb)) return `This line does not run "${verb}". It runs ${[...verbs].join(', ')}.`;
  for (const [index, word] of words.entries()) {
    if (!word.startsWith('-')) continue;
    const { flag, value } = flagIn(word);
    if (!flags.has(flag))
      return `This line does not take ${flag}. For more, use kubectl itself with the files below kubeconfig/.`;
    const output = value ?? words[index + 1] ?? '';
    if ((flag === '-o' || flag === '--output') && !outputs.test(output))
      return 'Of outputs, this line takes name, wide, json, yaml, jsonpath=… and custom-columns=….';
  }
  return undefined;
}

/** `-n payments`, `-npayments` and `--namespace=payments` all name a flag. */
function flagIn(word: string): { flag: string; value: string | undefined } {
  const [, flag, value] = /^(--[^=]+|-.)=?(.+)?$/s.exec(word) ?? [];
  return { flag: flag ?? word, value };
}
