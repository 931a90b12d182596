import { describe, expect, it } from 'vitest';
import { complaintAbout, example } from '../../support/access-file.ts';

const weekly = "weekly: { as: carol@example.com, weekday: tue, at: '09:00' }";
const withWeekly = example.replace(`# ${weekly}`, weekly);

/** What is said against the example with a weekly drill, from its path on. */
function complaintWith(right: string, wrong: string): string {
  expect(withWeekly).toContain(right);
  return complaintAbout(withWeekly.replace(right, wrong)).replace(/^access\.yaml:\d+: /, '');
}

describe('a drill that the rest of the file contradicts is told what would be right', () => {
  it('as it stands in the example it is accepted, every week too', () => {
    expect(complaintAbout(withWeekly)).toBe('accepted');
  });

  it.each([
    ['cluster: staging-eu', 'cluster: staging', 'cluster: There is no cluster staging.'],
    ['namespace: platform', 'namespace: sandbox', 'namespace: Cluster staging-eu has no namespace sandbox.'],
    ['role: view\n', 'role: cluster-view\n', 'role: There is no role cluster-view for a namespace.'],
    ['role: view\n', 'role: viewer\n', 'role: There is no role viewer for a namespace.'],
    [
      'as: carol@example.com',
      'as: carol@example.org',
      'weekly.as: carol@example.org is not an address of any',
    ],
    ['as: carol@example.com', 'as: dave@example.com', 'weekly.as: This rule is not for dave@example.com'],
    ['weekday: tue', 'weekday: tuesday', 'weekly.weekday: "tuesday" cannot stand here.'],
    ["at: '09:00'", "at: '9am'", 'weekly.at: '],
  ])('%s made %s', (right, wrong, complaint) => {
    expect(complaintWith(right, wrong)).toContain(`breakGlass.0.drill.${complaint}`);
  });
});
