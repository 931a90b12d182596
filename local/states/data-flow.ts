import { contextOf, type Running } from './execution.ts';
import type { Json } from './json.ts';
import { type Path, read, type Scope, write } from './path.ts';
import { fill, type Template } from './template.ts';

/*
 * How data flows through one state: InputPath, Parameters, the state's own work, ResultSelector, ResultPath, OutputPath.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html
 */

/** Applies an InputPath or OutputPath; null stands for the empty object. */
export function filter(by: Path | null, data: Json, execution: Running): Json {
  return by === null ? {} : read(by, scopeOf(data, execution));
}

/** Fills a template from data; without a template the data pass unchanged. */
export function shape(form: Template | undefined, data: Json, execution: Running): Json {
  return form === undefined ? data : fill(form, scopeOf(data, execution));
}

/** Puts a result into the data that the state was entered with; a null ResultPath drops the result. */
export function place(result: Json, at: Path | null, execution: Running): Json {
  return at === null ? execution.data : write(execution.data, at, result);
}

export function scopeOf(data: Json, execution: Running): Scope {
  return { data, context: contextOf(execution) };
}
