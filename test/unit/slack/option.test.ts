import { describe, expect, it } from 'vitest';
import { nameOf, option } from '../../../shared/adapters/slack/views/option.ts';

const long = `${'c'.repeat(95)}-east`;
const alike = `${'c'.repeat(95)}-west`;

describe('an option', () => {
  it('shows and means a name that fits as it is', () => {
    const name = 'n'.repeat(63);
    expect(option(name)).toMatchObject({ text: { text: name }, value: name });
    expect(nameOf(name, [])).toBe(name);
  });

  it('shows both ends of a name that is too long, and means the whole of it', () => {
    const { text, value = '' } = option(long);
    expect(text.text).toMatch(/^c+…c+-east$/);
    expect(value.length).toBeLessThanOrEqual(75);
    expect(nameOf(value, [alike, long])).toBe(long);
  });

  it('means no other name that looks like it', () => {
    expect(option(long).value).not.toBe(option(alike).value);
    expect(nameOf(option(long).value ?? '', [alike])).toBe(option(long).value);
  });

  it('is understood when the whole name comes back as it is', () => {
    expect(nameOf(long, [long])).toBe(long);
  });

  it('never cuts through what was escaped', () => {
    const description = option('edit', `${'d'.repeat(70)}&&&&`).description?.text ?? '';
    expect(description).toBe(`${'d'.repeat(70)}…`);
    expect(option('edit', '&'.repeat(15)).description?.text).toBe('&amp;'.repeat(15));
  });
});
