import { ArnFormat, type Stack } from 'aws-cdk-lib';
import type { MachineKind } from '../shared/usecases/ports.ts';

/** Each has a folder in `functions/` of the same name. */
export const functionNames = ['slack', 'advance-approval', 'open-window', 'close-window'] as const;
export type FunctionName = (typeof functionNames)[number];

/** What every physical name in the account begins with. */
export function prefixOf(stage: string): string {
  return `k8s-access-${stage}`;
}

// Functions and machines name each other. ARNs built from fixed names keep CloudFormation from seeing a circle, and
// running machines find their functions again after every deployment.

export function functionArn(stack: Stack, prefix: string, name: FunctionName): string {
  return stack.formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: `${prefix}-${name}`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

export function machineArn(stack: Stack, prefix: string, kind: MachineKind): string {
  return stack.formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: `${prefix}-${kind}`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** Every execution of the machine. */
export function executionArns(stack: Stack, prefix: string, kind: MachineKind): string {
  return stack.formatArn({
    service: 'states',
    resource: 'execution',
    resourceName: `${prefix}-${kind}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
