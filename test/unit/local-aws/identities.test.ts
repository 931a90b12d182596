import { describe, expect, it } from 'vitest';
import {
  indexIdentities,
  MalformedPrincipalError,
  UnknownPrincipalError,
} from '../../../local/aws/identity/identities.ts';
import { alice, ENGINEER_ROLE, ENGINEER_ROLE_ID, someIdentities } from '../../support/aws.ts';

describe('the identities', () => {
  it('say whom an access key stands for', () => {
    expect(indexIdentities(someIdentities()).credential(alice.accessKeyId)?.caller).toMatchObject({
      principalArn: ENGINEER_ROLE,
      principalId: ENGINEER_ROLE_ID,
      sessionName: 'alice@example.com',
    });
  });
  it('are refused when an ARN is not that of a role or user', () => {
    const role = { arn: 'engineer', roleId: 'AROA', trust: { principals: [] } };
    expect(() => indexIdentities({ ...someIdentities(), roles: [role] })).toThrow(MalformedPrincipalError);
  });
  it('are refused when an access key is for nobody', () => {
    expect(() => indexIdentities({ ...someIdentities(), users: [] })).toThrow(UnknownPrincipalError);
  });
});
