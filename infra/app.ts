import { App, Validations } from 'aws-cdk-lib';
import { ConfigError } from '../shared/config/config-error.ts';
import { FunctionMissingError } from './bundle-function.ts';
import { contextKeys, InfraConfigError, parseInfraConfig } from './config.ts';
import { bundledWith } from './function-code.ts';
import { SecurityChecks } from './security-checks.ts';
import { addStacks } from './stacks.ts';

function synthesize(): void {
  const app = new App();
  const context = Object.fromEntries(contextKeys.map((key) => [key, app.node.tryGetContext(key)]));
  const config = parseInfraConfig(context);
  addStacks(app, config, bundledWith(config.access));
  Validations.of(app).addPlugins(new SecurityChecks());
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
