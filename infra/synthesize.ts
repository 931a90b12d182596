import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnElement } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import * as z from 'zod';
import type { MachineKind } from '../shared/usecases/ports.ts';
import { parseInfraConfig } from './config.ts';
import { ControlPlaneStack } from './control-plane-stack.ts';
import { withoutCode } from './function-code.ts';
import type { FunctionName } from './names.ts';

/** The control plane's CloudFormation template, and under which logical id each of its parts stands in it. */
export interface ControlPlane {
  readonly template: unknown;
  readonly table: string;
  readonly functions: Readonly<Record<FunctionName, string>>;
  readonly machines: Readonly<Record<MachineKind, string>>;
}

/**
 * The control plane as `cdk synth` writes it, but for the code of the functions, which is left out.
 * @param context `stage`, `config`, `account` and `region`, as `cdk synth -c` takes them
 * @throws InfraConfigError @throws ConfigError
 */
export function synthesizeControlPlane(context: Readonly<Record<string, string>>): ControlPlane {
  const config = parseInfraConfig(context);
  const outdir = mkdtempSync(join(tmpdir(), 'k8s-access-synth-'));
  try {
    const app = new App({
      ...{ context: contextOfCdk(), outdir, analyticsReporting: false },
      // Judging the template takes two seconds, which the command line's own synthesis spends.
      builtinCloudFormationValidation: false,
    });
    const stack = new ControlPlaneStack(app, 'ControlPlane', { config, code: withoutCode });
    const { template } = app.synth().getStackArtifact(stack.artifactId);
    const { functions, machines } = stack;
    return {
      template,
      table: logicalIdOf(stack.table),
      functions: mapValues(functions, ({ lambda }) => logicalIdOf(lambda)),
      machines: mapValues(machines, logicalIdOf),
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const cdkJson = z.object({ context: z.record(z.string(), z.json()) });

// The same feature flags as the command line's, else the same code would make another template.
function contextOfCdk(): Record<string, unknown> {
  const text = readFileSync(new URL('../cdk.json', import.meta.url), 'utf8');
  return cdkJson.parse(JSON.parse(text)).context;
}

function logicalIdOf(construct: IConstruct): string {
  const element = construct.node.defaultChild;
  if (!CfnElement.isCfnElement(element))
    throw new Error(`unreachable: ${construct.node.path} has no resource`);
  return element.stack.getLogicalId(element);
}

function mapValues<Key extends string, From, To>(
  record: Readonly<Record<Key, From>>,
  change: (value: From) => To,
): Record<Key, To> {
  const entries = Object.entries<From>(record).map(([key, value]) => [key, change(value)]);
  return Object.fromEntries(entries);
}
