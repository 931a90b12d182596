import { ArnFormat, type Stack } from 'aws-cdk-lib';
import type { MachineKind } from '../shared/usecases/ports.ts';

/** Each has a folder in `functions/` of the same name. */
export const functionNames = [
  'slack',
  'command-line',
  'describe-role',
  'advance-approval',
  'open-window',
  'close-window',
  'sweep',
  'seal',
  'read-audit-log',
] as const;
export type FunctionName = (typeof functionNames)[number];

/** What every physical name in the account begins with. */
export function prefixOf(stage: string): string {
  return `k8s-access-${stage}`;
}

// Functions and machines name each other. ARNs built from fixed names keep CloudFormation from seeing a circle, and
// machines that run find their functions again after every deployment.

export function functionArn(stack: Stack, prefix: string, name: FunctionName): string {
  return arnOf(stack, 'lambda', 'function', `${prefix}-${name}`);
}

export function machineArn(stack: Stack, prefix: string, kind: MachineKind): string {
  return arnOf(stack, 'states', 'stateMachine', `${prefix}-${kind}`);
}

/** Every execution of the machine. */
export function executionArns(stack: Stack, prefix: string, kind: MachineKind): string {
  return arnOf(stack, 'states', 'execution', `${prefix}-${kind}:*`);
}

function arnOf(stack: Stack, service: string, resource: string, resourceName: string): string {
  return stack.formatArn({ service, resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}
