import { describe, expect, it } from 'vitest';
import { example, lineOf } from '../../support/access-file.ts';
import { filesOfTests, k8sAccess } from '../../support/command-line.ts';

const file = filesOfTests();
/** As wide as the number of the line that is shown. */
const margin = ' '.repeat(String(lineOf('maxDuration: 8h')).length);

describe('policy check', () => {
  it('says nothing about the example estate', async () => {
    expect(await k8sAccess(['policy', 'check'])).toEqual({ code: 0, out: '', err: '' });
  });

  it('names each mistake by line and column, shows the text, and ends with 1', async () => {
    const config = file(
      'wrong.yaml',
      example.replace('maxDuration: 8h', 'maxDuration: 1d').replace('roles: [view, edit]', 'roles: [veiw]'),
    );
    const { code, out, err } = await k8sAccess(['policy', 'check', '--config', config]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(
      `${config}:${lineOf('maxDuration: 8h')}:18: rules.0.maxDuration: \`1d\` is not a duration. Write minutes, hours or both, such as \`30m\`, \`2h\` or \`1h30m\`.
  ${lineOf('maxDuration: 8h')} |     maxDuration: 1d
  ${margin} |                  ^^
`,
    );
  });

  it('a key that does not exist is itself what is shown', async () => {
    const config = file('key.yaml', example.replace('maxDuration: 8h', 'maxDuratoin: 8h'));
    const { err } = await k8sAccess(['policy', 'check', '--config', config]);
    expect(err).toContain(
      'There is no key maxDuratoin here. Did you mean maxDuration? There can be name, when,',
    );
    expect(err).toContain(
      `  ${lineOf('maxDuration: 8h')} |     maxDuratoin: 8h\n  ${margin} |     ^^^^^^^^^^^\n`,
    );
  });

  it('what is not YAML is shown where it goes wrong', async () => {
    const config = file('broken.yaml', 'version: 1\nslack: {{\n');
    const { code, err } = await k8sAccess(['policy', 'check', '--config', config]);
    expect(code).toBe(1);
    expect(err).toMatch(/broken\.yaml:\d+:\d+: this cannot be read as YAML: .+\n {2}\d+ \|/);
  });

  it('warns of a rule that never decides, and ends well', async () => {
    const config = file('hidden.yaml', example.replace('roles: [admin] }', 'roles: [view] }'));
    const { code, out, err } = await k8sAccess(['policy', 'check', '--config', config]);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toMatch(/^warning: .+\n.+\n.+\n$/);
    expect(err).toContain(
      `hidden.yaml:${lineOf('- name: prod-admin')}:5: rules.3: Rule prod-admin never decides: `,
    );
  });
});
