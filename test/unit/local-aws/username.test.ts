import { describe, expect, it } from 'vitest';
import { renderTemplate } from '../../../local/aws/authenticator/username.ts';

const caller = {
  arn: 'arn:aws:sts::111122223333:assumed-role/ops/a@b@c',
  principalArn: 'arn:aws:iam::111122223333:role/ops',
  principalId: 'AROAOPS',
  account: '111122223333',
  sessionName: 'a@b@c',
  accessKeyId: 'ASIA1',
};

describe('a username template', () => {
  it.each([
    ['x:{{SessionNameRaw}}', 'x:a@b@c'],
    ['x:{{SessionName}}', 'x:a-b-c'],
    ['x:{{AccountID}}:{{AccessKeyID}}', 'x:111122223333:ASIA1'],
    ['x:{{SessionName}}:{{SessionName}}', 'x:a-b-c:a-b-c'],
    ['static', 'static'],
    ['x:{{Unknown}}', 'x:{{Unknown}}'],
    ['system:node:{{EC2PrivateDNSName}}', undefined],
  ])('%s becomes %s', (template, username) => {
    expect(renderTemplate(template, caller)).toBe(username);
  });
  it('takes a session name as it is, also where it looks like a replacement pattern', () => {
    expect(renderTemplate('x:{{SessionNameRaw}}', { ...caller, sessionName: '$&' })).toBe('x:$&');
  });
});
