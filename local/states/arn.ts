/** Where the local state machines say that they live; only their ARNs show it. */
export interface Home {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
}

export function machineArn({ region, account }: Home, machine: string): string {
  return `arn:aws:states:${region}:${account}:stateMachine:${machine}`;
}

export function executionArn({ region, account }: Home, machine: string, name: string): string {
  return `arn:aws:states:${region}:${account}:execution:${machine}:${name}`;
}
