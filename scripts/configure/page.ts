import * as z from 'zod';
import { contextSchema } from '../../infra/config.ts';
import { accessSchema } from '../../shared/config/schema.ts';
import { type Row, rowsOf } from './rows.ts';

/** `docs/configure.md`: every key, from the schemas that read them. */
export function configurePage(): string {
  const rows = rowsOf(z.toJSONSchema(accessSchema, { io: 'input', target: 'draft-7' }));
  const sections = Map.groupBy(rows, ({ path }) => /^[^.[]+/.exec(path)?.[0] ?? '');
  const top = [...sections.values()].filter(({ length }) => length === 1).flat();
  const deep = [...sections].filter(([, { length }]) => length > 1);
  const context = rowsOf(z.toJSONSchema(contextSchema, { io: 'input', target: 'draft-7' }));
  return [
    '# Every key',
    '',
    'Written by `npm run configure` from the schemas that read the files; do not edit it by hand. What the keys are for, with',
    'examples, stands in [policy.md](policy.md) and [identity.md](identity.md). A path is where a key stands: `[]` is each entry of a',
    'list, `<name>` a name of yours. *Needed* says `yes`, `no`, or what counts without it. Durations are written `45m`, `8h` or',
    '`1h30m`. `npx k8s-access policy check` names each mistake by its line, and editors that know JSON Schema check as you type.',
    '',
    '## access.yaml',
    '',
    table(top),
    '',
    ...deep.flatMap(([name, keys]) => [`### ${name}`, '', table(keys), '']),
    '## The deployment',
    '',
    'Given to the CDK as `-c key=value`, or in the `context` of `cdk.json`.',
    '',
    table(context),
    '',
  ].join('\n');
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ path, what, value, needed }) => `| \`${path}\` | ${cell(what)} | ${cell(value)} | ${needed} |`,
  );
  return ['| key | what it is | value | needed |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

/** Text that cannot end its cell, nor be taken for a tag. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*');
}
