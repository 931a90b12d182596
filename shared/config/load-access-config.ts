import { ruleWarnings } from '../domain/rule-overlap.ts';
import { type AccessConfig, interpret } from './access-config.ts';
import { warningOf } from './rule-warning.ts';
import { accessSchema } from './schema.ts';
import { type Checked, checkYaml, configError, type Remark, readText, remarkOn } from './yaml-file.ts';

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

/** The same, with the place of each of its parts. @throws ConfigError */
export function readAccessConfig(path: string): Checked<AccessConfig> {
  return read(readText(path, whereToStart), path);
}

/** A remark on each rule in the file that does less than it seems. @param source what the file is called */
export function warningsAbout({ value, placeOf }: Checked<AccessConfig>, source: string): readonly Remark[] {
  const { estate } = value;
  return ruleWarnings(estate).map((warning) => remarkOn(source, warningOf(warning, estate), placeOf));
}

function read(text: string, source: string): Checked<AccessConfig> {
  const { value: file, placeOf } = checkYaml(accessSchema, text, source, 'access.schema.json shows the form');
  const config = interpret(file);
  if ('estate' in config) return { value: config, placeOf };
  throw configError(source, config, placeOf);
}
