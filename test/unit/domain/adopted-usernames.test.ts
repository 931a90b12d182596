import { expect, it } from 'vitest';
import { isFenced, parseAdoptedPrefix } from '../../../shared/domain/adopted-usernames.ts';
import { must } from '../../support/records.ts';

it.each([
  'corp:',
  'corp:staff:',
  'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Developers_0123456789abcdef/',
])('%s is what adopted usernames can begin with', (text) => {
  expect(parseAdoptedPrefix(text)).toEqual({ ok: true, value: text });
});

it.each([
  ...['', 'corp', 'corp:alice', ':', '/', 'corp/', 'corp :', "corp':", 'corp\\:'],
  ...['system:', 'system:serviceaccount:', 'eks:', 'aws:', 'amazon:', 'iam:', 'k8s-access:', 'k8s-access:x:'],
])('%j is not', (text) => {
  expect(parseAdoptedPrefix(text)).toMatchObject({ ok: false });
});

it('a cluster knows our names and those that it states; one that states nothing is not asked', () => {
  const corp = must(parseAdoptedPrefix('corp:'));
  const asked = ['k8s-access:a', 'corp:a', 'corporate', 'x-corp:a'];
  const known = (adoptedUsernames: readonly (typeof corp)[]) =>
    asked.filter((username) => isFenced({ adoptedUsernames }, username));
  expect(known([corp])).toEqual(['k8s-access:a', 'corp:a']);
  expect(known([])).toEqual(['k8s-access:a']);
  expect(asked.every((username) => isFenced({}, username))).toBe(true);
});
