import { describe, expect, it } from 'vitest';
import { decodeProtobuf } from '../../../local/kubernetes/embedded/wire/protobuf.ts';

/** What kubectl 1.32 sent for the command in each test's name. */
const recorded = {
  canI: 'azhzAAoyChdhdXRob3JpemF0aW9uLms4cy5pby92MRIXU2VsZlN1YmplY3RBY2Nlc3NSZXZpZXcSQAoQCgASABoAIgAqADIAOABCABIiCiAKCHBheW1lbnRzEgZkZWxldGUaACIAKgRwb2RzMgA6ABoICAASABoAIAAaACIA',
  list: 'azhzAAoxChdhdXRob3JpemF0aW9uLms4cy5pby92MRIWU2VsZlN1YmplY3RSdWxlc1JldmlldxIkChAKABIAGgAiACoAMgA4AEIAEgoKCHBheW1lbnRzGgQYACIAGgAiAA==',
  whoami:
    'azhzAAotChhhdXRoZW50aWNhdGlvbi5rOHMuaW8vdjESEVNlbGZTdWJqZWN0UmV2aWV3EhoKEAoAEgAaACIAKgAyADgAQgASBgoECgASABoAIgA=',
  createRoleBinding:
    'azhzAAorChxyYmFjLmF1dGhvcml6YXRpb24uazhzLmlvL3YxEgtSb2xlQmluZGluZxJ3ChkKAXgSABoIcGF5bWVudHMiACoAMgA4AEIAEioKBFVzZXISGXJiYWMuYXV0aG9yaXphdGlvbi5rOHMuaW8aBWFsaWNlIgAaLgoZcmJhYy5hdXRob3JpemF0aW9uLms4cy5pbxILQ2x1c3RlclJvbGUaBGVkaXQaACIA',
};

const decode = (base64: string) => decodeProtobuf(Buffer.from(base64, 'base64'));

describe('protobuf from kubectl', () => {
  it('auth can-i delete pods -n payments', () => {
    expect(decode(recorded.canI)).toEqual({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      metadata: {},
      spec: { resourceAttributes: { namespace: 'payments', verb: 'delete', resource: 'pods' } },
    });
  });

  it('auth can-i --list -n payments', () => {
    expect(decode(recorded.list)).toMatchObject({
      kind: 'SelfSubjectRulesReview',
      spec: { namespace: 'payments' },
    });
  });

  it('auth whoami', () => {
    expect(decode(recorded.whoami)).toMatchObject({
      kind: 'SelfSubjectReview',
      apiVersion: 'authentication.k8s.io/v1',
    });
  });

  it('create rolebinding x --clusterrole edit --user alice -n payments', () => {
    const apiGroup = 'rbac.authorization.k8s.io';
    expect(decode(recorded.createRoleBinding)).toEqual({
      apiVersion: `${apiGroup}/v1`,
      kind: 'RoleBinding',
      metadata: { name: 'x', namespace: 'payments' },
      subjects: [{ kind: 'User', apiGroup, name: 'alice' }],
      roleRef: { apiGroup, kind: 'ClusterRole', name: 'edit' },
    });
  });

  it('a body that ends too early is a bad request', () => {
    const bytes = Buffer.from(recorded.canI, 'base64');
    expect(() => decodeProtobuf(bytes.subarray(0, -20))).toThrow('ends too early');
    expect(() => decodeProtobuf(Buffer.from('no protobuf'))).toThrow('no Kubernetes protobuf');
  });
});
