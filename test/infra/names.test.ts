import { expect, it } from 'vitest';
import { template } from './control-plane.ts';

const naming: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
};

function namesByLogicalId(): Record<string, string> {
  const resources: Record<string, { Type: string; Properties: Record<string, string> }> =
    template.toJSON()['Resources'];
  const named = Object.entries(resources).flatMap(([logicalId, { Type, Properties }]) => {
    const name = Properties[naming[Type] ?? ''];
    return name === undefined ? [] : [[logicalId, name] as const];
  });
  return Object.fromEntries(named);
}

// Machines that run, open windows and brokers' trust policies refer to these. A logical id that changes makes
// CloudFormation replace what it names, and what runs would lose it: change one only together with a migration.
it('what running machines, records and brokers refer to keeps its name and is never replaced', () => {
  expect(namesByLogicalId()).toEqual({
    Records091F6ECA: 'k8s-access-test-records',
    SlackSecretEA96F13F: 'k8s-access-test/slack',
    SlackRole776781A7: 'k8s-access-test-slack',
    SlackFunction4E9309F2: 'k8s-access-test-slack',
    CommandLineRole13AFC427: 'k8s-access-test-command-line',
    CommandLineFunction8BB9CE58: 'k8s-access-test-command-line',
    PagerDutySecretA6C99E33: 'k8s-access-test/pagerduty',
    PagingSecretB20EBC4E: 'k8s-access-test/paging',
    PagingTopicF7F4870D: 'k8s-access-test-pages',
    DescribeRole81BB9C12: 'k8s-access-test-describe-role',
    DescribeRoleFunction5AB00623: 'k8s-access-test-describe-role',
    AdvanceApprovalRoleBE5D9CB9: 'k8s-access-test-advance-approval',
    AdvanceApprovalFunction89EAC04E: 'k8s-access-test-advance-approval',
    OpenWindowRole698B9C70: 'k8s-access-test-open-window',
    OpenWindowFunction617D188F: 'k8s-access-test-open-window',
    CloseWindowRole22C25F30: 'k8s-access-test-close-window',
    CloseWindowFunction0F2DCEE5: 'k8s-access-test-close-window',
    SweepRole8A7451E2: 'k8s-access-test-sweep',
    SweepFunctionA7728703: 'k8s-access-test-sweep',
    ReadAuditLogRole82E7959B: 'k8s-access-test-read-audit-log',
    ReadAuditLogFunction7785CD54: 'k8s-access-test-read-audit-log',
    AlarmTopicD01E77F9: 'k8s-access-test-alarms',
    SealRole28BAD021: 'k8s-access-test-seal',
    SealFunction689234C6: 'k8s-access-test-seal',
    ApprovalMachineC478713C: 'k8s-access-test-approval',
    WindowMachineB5512407: 'k8s-access-test-window',
  });
});
