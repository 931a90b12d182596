import { synthesizeControlPlane } from '../../infra/synthesize.ts';
import { machineDefinitions } from '../../local/machine-definitions.ts';
import type { Definition } from '../../local/states/definition.ts';
import type { MachineKind } from '../../shared/usecases/ports.ts';
import { exampleFile } from '../support/records.ts';

/** The state machines as CDK synthesizes them now. */
export function synthesizedDefinitions(): Readonly<Record<MachineKind, Definition>> {
  const context = {
    stage: 'simulation',
    config: exampleFile,
    account: '111122223333',
    region: 'eu-central-1',
  };
  const { approval, window } = machineDefinitions(synthesizeControlPlane(context));
  if (approval === undefined || window === undefined) throw new Error('a state machine is missing');
  return { approval, window };
}
