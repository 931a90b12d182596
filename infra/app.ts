import { App } from 'aws-cdk-lib';
import { ConfigError } from '../shared/config/yaml-file.ts';
import { contextKeys, InfraConfigError, parseInfraConfig } from './config.ts';
import { ControlPlaneStack } from './control-plane-stack.ts';
import { bundledWith, FunctionMissingError } from './function-code.ts';

function synthesize(): void {
  const app = new App();
  const context = Object.fromEntries(contextKeys.map((key) => [key, app.node.tryGetContext(key)]));
  const config = parseInfraConfig(context);
  new ControlPlaneStack(app, 'ControlPlane', { config, code: bundledWith(config.accessPath) });
  app.synth();
}

function isOperatorsMistake(error: unknown): error is Error {
  return [ConfigError, InfraConfigError, FunctionMissingError].some((type) => error instanceof type);
}

try {
  synthesize();
} catch (error) {
  if (!isOperatorsMistake(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
