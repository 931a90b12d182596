import { describe, expect, it } from 'vitest';
import { complaintAbout, example } from '../../support/access-file.ts';

const role = (broker: string, account = '111122223333') =>
  `arn:aws:iam::${account}:role/k8s-access-${broker}`;

/** What is said when the text stands in the place of the first such text. */
const complaintWith = (right: string, wrong: string) => complaintAbout(example.replace(right, () => wrong));

describe("the brokers' roles", () => {
  it('are three: one that two share would do what both can', () => {
    expect(complaintWith(`revoker: ${role('revoker')}`, `revoker: ${role('granter')}`)).toMatch(
      /clusters\.prod-eu\.brokers\.revoker: This is the granter's role too\. Give each its own/,
    );
  });

  it("are in one account, the cluster's", () => {
    expect(
      complaintWith(`witness: ${role('witness')}`, `witness: ${role('witness', '999988887777')}`),
    ).toMatch(/clusters\.prod-eu\.brokers\.witness: The granter is in account 111122223333\. All three/);
  });

  it('ask for the same external id wherever they are named', () => {
    expect(complaintWith('externalId: k8s-access-example', 'externalId: another-text')).toMatch(
      /clusters\.staging-eu\.brokers\.externalId: Cluster prod-eu has the same roles with another externalId\./,
    );
    expect(complaintWith('      externalId: k8s-access-example\n', '')).toMatch(
      /clusters\.staging-eu\.brokers\.externalId: Cluster prod-eu has the same roles with no externalId\./,
    );
  });

  it.each(['short', 'with a space in it', 'ümlaut-umlaut'])('refuse %j as external id', (externalId) => {
    expect(complaintWith('externalId: k8s-access-example', `externalId: ${externalId}`)).toMatch(
      /clusters\.prod-eu\.brokers\.externalId: Use 8 to 1224 letters, digits/,
    );
  });
});
