import { Template } from 'aws-cdk-lib/assertions';
import { synthesizeControlPlane } from '../../infra/synthesize.ts';
import { type Definition, parseDefinition } from '../../local/states/definition.ts';
import { resolveDefinition } from '../../local/states/resolve-definition.ts';
import type { MachineKind } from '../../shared/usecases/ports.ts';

/** The example estate's control plane, in an account and region of its own so that its ARNs are plain text. */
export const controlPlane = synthesizeControlPlane({
  stage: 'test',
  account: '444455556666',
  region: 'eu-central-1',
});

export const template = Template.fromJSON(controlPlane.template as Record<string, unknown>);

/** A machine's definition as the local platform loads it, with functions under their own names. */
export function definitionOf(kind: MachineKind): Definition {
  const names = new Map(Object.entries(controlPlane.functions).map(([name, logicalId]) => [logicalId, name]));
  const text = resolveDefinition(
    controlPlane.template,
    controlPlane.machines[kind],
    (logicalId, attribute) => {
      const name = names.get(logicalId);
      if (name === undefined || attribute !== 'Arn')
        throw new Error(`${logicalId}.${attribute} is no function's ARN`);
      return name;
    },
  );
  return parseDefinition(text);
}
