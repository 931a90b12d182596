import { App } from 'aws-cdk-lib';
import { ConfigError } from '../shared/config/load-access-config.ts';
import { contextKeys, InfraConfigError, parseInfraConfig } from './config.ts';
import { ControlPlaneStack } from './control-plane-stack.ts';
import { bundledWith, FunctionMissingError } from './function-code.ts';

const mistakes = [ConfigError, InfraConfigError, FunctionMissingError];

function main(): void {
  const app = new App();
  const stated = contextKeys.map((key) => [key, app.node.tryGetContext(key)] as const);
  const config = parseInfraConfig(Object.fromEntries(stated.filter(([, value]) => value !== undefined)));
  new ControlPlaneStack(app, 'ControlPlane', { config, code: bundledWith(config.accessPath) });
  app.synth();
}

try {
  main();
} catch (error) {
  if (!mistakes.some((type) => error instanceof type)) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
