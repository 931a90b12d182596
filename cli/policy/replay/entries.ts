import { ConfigError } from '../../../shared/config/config-error.ts';
import { type Place, placeOfMistake, readYaml, YamlError } from '../../../shared/config/yaml-text.ts';

/** One exported record, not yet looked at. */
export interface Entry {
  readonly value: unknown;
  /** The place in the file of a part of it. */
  readonly placeOf: PlaceOf;
}

type PlaceOf = (path: readonly PropertyKey[]) => Place | undefined;

/**
 * The records in an export: JSON Lines, a JSON array, or the answer of `GET /local/state`.
 * @param source what the text is called in errors
 * @throws ConfigError
 */
export function readEntries(text: string, source: string): readonly Entry[] {
  const content = text.replace(/^\ufeff/, '');
  if (content.trim() === '') {
    const problem =
      'the file is empty. Write one record a line, a JSON array, or the answer of GET /local/state.';
    throw new ConfigError([{ source, problem }]);
  }
  const whole = parseJson(content);
  if (whole.ok) return entriesIn(whole.value, content);
  const [firstLine = ''] = content.trimStart().split('\n', 1);
  const isOneDocument = content.trimStart().startsWith('[') || firstLine.trim() === '{';
  return isOneDocument ? notJson(content, source, whole.problem) : readLines(content, source);
}

function entriesIn(value: unknown, content: string): readonly Entry[] {
  const path = isObject(value) && Array.isArray(value['requests']) ? ['requests'] : [];
  const records: unknown = path.length > 0 && isObject(value) ? value['requests'] : value;
  const placeOf = placesIn(content);
  return Array.isArray(records)
    ? records.map((record, index) => ({
        value: record,
        placeOf: (inner) => placeOf([...path, index, ...inner]),
      }))
    : [{ value, placeOf }];
}

function readLines(content: string, source: string): readonly Entry[] {
  const lines = content.split('\n').map((line) => line.replace(/\r$/, ''));
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const parsed = parseJson(line);
    if (!parsed.ok) {
      const place = { line: index + 1, column: 1, length: line.length, text: line };
      throw new ConfigError([{ source, place, problem: `this line is not JSON: ${parsed.problem}.` }]);
    }
    const inLine = placesIn(line);
    const placeOf: PlaceOf = (path) => {
      const place = inLine(path);
      return place && { ...place, line: index + 1 };
    };
    return [{ value: parsed.value, placeOf }];
  });
}

/** JSON is YAML, and the YAML reader knows where things stand. It is slow, so only a mistake makes it read. */
function placesIn(text: string): PlaceOf {
  let read: PlaceOf | undefined;
  return (path) => {
    read ??= placesOf(text);
    return read(path);
  };
}

// What JSON allows and YAML doesn't, such as a key said twice, costs the place and not the sentence.
function placesOf(text: string): PlaceOf {
  try {
    return readYaml(text).placeOf;
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return () => undefined;
  }
}

function notJson(content: string, source: string, problem: string): never {
  const place = placeOfMistake(content);
  throw new ConfigError([{ source, ...(place && { place }), problem: `this is not JSON: ${problem}.` }]);
}

type Json = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: string };

function parseJson(text: string): Json {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, problem: error.message.replace(/\s+/g, ' ') };
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
