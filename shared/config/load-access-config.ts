import type { BreakGlassRule } from '../domain/break-glass.ts';
import { ruleWarnings } from '../domain/rule-overlap.ts';
import { type AccessConfig, interpret } from './access-config.ts';
import { type Remark, readText } from './config-error.ts';
import type { Contradiction } from './contradiction.ts';
import { warningOf } from './rule-warning.ts';
import { accessSchema } from './schema.ts';
import { type Checked, checkYaml, configError, remarkOn } from './yaml-file.ts';

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
  const { estate, breakGlass } = value;
  const warnings = ruleWarnings(estate).map((warning) => warningOf(warning, estate));
  return [...warnings, ...breakGlass.flatMap(groupsAlone)].map((warning) =>
    remarkOn(source, warning, placeOf),
  );
}

// Which usergroups somebody is in is Slack's to say, and an emergency can be one of Slack's.
function groupsAlone(
  { name, when: { requesters } }: BreakGlassRule,
  place: number,
): readonly Contradiction[] {
  if (requesters === undefined || requesters.people.length > 0) return [];
  const problem = `Nobody can break the glass by ${name} while Slack is down, because nobody knows then who is in a usergroup. Name some people by their addresses too.`;
  return [{ path: ['breakGlass', place, 'when', 'requesters'], problem }];
}

function read(text: string, source: string): Checked<AccessConfig> {
  const { value: file, placeOf } = checkYaml(accessSchema, text, source, 'access.schema.json shows the form');
  const config = interpret(file);
  if ('estate' in config) return { value: config, placeOf };
  throw configError(source, config, placeOf);
}
