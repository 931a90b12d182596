import { ruleWarnings } from '../domain/rule-overlap.ts';
import { type AccessConfig, interpret } from './access-config.ts';
import { warningOf } from './rule-warning.ts';
import { accessSchema } from './schema.ts';
import { type Checked, checkYaml, configError, inPlace, readText } from './yaml-file.ts';

const whereToStart =
  "Create it (the example estate's access.yaml is a start), or name another with --config.";

/** Reads `access.yaml` from disk. @throws ConfigError */
export function loadAccessConfig(path: string): AccessConfig {
  return parseAccessConfig(readText(path, whereToStart), path);
}

/** @param source what the text is called in errors @throws ConfigError */
export function parseAccessConfig(text: string, source: string): AccessConfig {
  return read(text, source).value;
}

/** A sentence for each rule in the file that does less than it seems, with its line. @throws ConfigError */
export function warningsAbout(path: string): readonly string[] {
  const { value, lineOf } = read(readText(path, whereToStart), path);
  const { estate } = value;
  return ruleWarnings(estate).map((warning) => inPlace(path, warningOf(warning, estate), lineOf));
}

function read(text: string, source: string): Checked<AccessConfig> {
  const { value: file, lineOf } = checkYaml(accessSchema, text, source);
  const config = interpret(file);
  if ('estate' in config) return { value: config, lineOf };
  throw configError(source, config, lineOf);
}
