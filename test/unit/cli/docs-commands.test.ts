import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../../cli/main.ts';
import { parseCommand } from '../../../functions/slack/command.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import { loadAccessConfig } from '../../../shared/config/load-access-config.ts';
import { root } from '../../support/command-line.ts';

const pages = ['README.md', ...['docs', 'docs/runbooks'].flatMap(pagesIn)];
// A command may go on over lines that end in a backslash.
const text = pages
  .map((page) => readFileSync(join(root, page), 'utf8').replaceAll(/\\\n\s*/g, ' '))
  .join('\n');

function pagesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}

function typedIn(pattern: RegExp): readonly string[] {
  const found = [...text.matchAll(pattern)].map(([, command = '']) => command.trim());
  return [...new Set(found)].sort();
}

/** What the command says with --help. */
async function helpFor(words: readonly string[]): Promise<{ code: number; out: string }> {
  let out = '';
  const write = (more: string) => {
    out += more;
  };
  const code = await main([...words, '--help'], {
    ...{ out: write, err: write, now: () => 0, colours: false, width: 200, environment: {} },
  });
  return { code, out };
}

describe('each command of ours that a page shows', () => {
  it.each(typedIn(/npx k8s-access ([^\n`|…]+)/g))('k8s-access %s', async (command) => {
    const words = command.split(/\s+/);
    const { code, out } = await helpFor(words.filter((word) => /^[a-z][a-z-]*$/.test(word)).slice(0, 2));
    expect(code).toBe(0);
    expect(out).not.toContain('There is no command');
    for (const option of words.filter((word) => /^--[a-z]/.test(word) && word !== '--help')) {
      expect(out).toContain(option);
    }
  });

  it.each(typedIn(/npm (?:run (?:--silent )?([\w:][\w:-]*))/g))('npm run %s', (script) => {
    expect(Object.keys(packageJson.scripts)).toContain(script);
  });

  it.each(typedIn(/npx cdk (\w+)/g))('cdk %s', (verb) => {
    expect(['bootstrap', 'deploy', 'destroy', 'diff', 'synth']).toContain(verb);
  });

  const { estate } = loadAccessConfig(join(root, 'access.yaml'));
  it.each(typedIn(/^\s*(?:`)?\/k8s-access ([a-z]+[^\n`]*)/gm))('/k8s-access %s', (command) => {
    const filled = command
      .replaceAll('<id>', '7k3m9x2p4qab')
      .replaceAll('<cluster>', 'prod-eu')
      .replaceAll('<namespace>', 'payments');
    expect(parseCommand(filled, estate).kind).not.toBe('problem');
  });
});

it('each page that another one names is there', () => {
  for (const page of pages) {
    const folder = page.split('/').slice(0, -1).join('/');
    const links = [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+\.md)/g)];
    for (const [, link = ''] of links) {
      expect(() => readFileSync(join(root, folder, link)), `${page} names ${link}`).not.toThrow();
    }
  }
});
