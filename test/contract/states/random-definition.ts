import fc from 'fast-check';
import type { Json, JsonObject } from '../../../local/states/json.ts';
import { aslOf, task } from '../../support/states.ts';
import type { Script } from './interpreters.ts';

/*
 * Small definitions in which both interpreters must agree. Each state goes on to the next one or jumps forward, so that
 * every execution ends. Left out is what the library is known to do otherwise than AWS: JSONata, `IsPresent: false`, an
 * explicit ResultPath `$` or one through a scalar, data that are 0, false, null or empty text, relations between values
 * of two types, and the name of the error when a payload's path leads to nothing.
 */

const scalar = fc.constantFrom<Json>('x', 'y', 1, 2, true);
const data = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(scalar, fc.record({ a: scalar })));
const error = fc.constantFrom('Boom', 'Late');
const inputPath = fc.constantFrom<Json>('$', '$', '$', '$.a', null, '$$.Execution.Input');
const resultPath = fc.constantFrom<Json>('$.a', '$.c', null);
const template = fc.constantFrom<JsonObject>(
  { 'a.$': '$' },
  { a: 'x', 'b.$': '$$.Execution.Name', c: [{ 'a.$': '$' }] },
);

export const script: fc.Arbitrary<Script> = fc.array(
  fc.oneof(fc.record({ payload: fc.oneof(data, scalar) }), fc.record({ error })),
  { maxLength: 6 },
);

export const input: fc.Arbitrary<Json> = data;

export const definition: fc.Arbitrary<JsonObject> = fc
  .integer({ min: 1, max: 5 })
  .chain((length) => fc.tuple(...Array.from({ length }, (_, index) => state(index, length))))
  .map((states) => aslOf(Object.fromEntries([...states, done].map((each, index) => [`S${index}`, each]))));

const done: JsonObject = { Type: 'Succeed' };

function state(index: number, last: number): fc.Arbitrary<JsonObject> {
  const Next = `S${index + 1}`;
  const later = fc.integer({ min: index + 1, max: last }).map((target) => `S${target}`);
  return fc.oneof(
    taskState(Next, later),
    fc
      .record({ filter: filtered, result: passResult })
      .map(({ filter, result }) => ({ Type: 'Pass', ...filter, ...result, Next })),
    filtered.map((filter) => ({ Type: 'Wait', Seconds: 5, ...filter, Next })),
    choiceState(Next, later),
  );
}

const optional = (arbitrary: fc.Arbitrary<JsonObject>) => fc.oneof(fc.constant({}), arbitrary);

const filtered = fc
  .tuple(
    optional(fc.record({ InputPath: inputPath })),
    optional(fc.record({ OutputPath: fc.constantFrom<Json>('$', '$', '$.a', null) })),
  )
  .map(([first, second]) => ({ ...first, ...second }));

const placed = optional(fc.record({ ResultPath: resultPath }));

const passResult = fc
  .tuple(
    placed,
    optional(
      fc.oneof(
        fc.record({ Parameters: template }),
        fc.record({ Result: fc.constantFrom<Json>('x', 1, { a: 'y' }) }),
      ),
    ),
  )
  .map(([first, second]) => ({ ...first, ...second }));

function taskState(Next: string, later: fc.Arbitrary<string>): fc.Arbitrary<JsonObject> {
  const retrier = fc.record({ ErrorEquals: covering, MaxAttempts: fc.integer({ min: 0, max: 2 }) });
  const catcher = fc
    .tuple(fc.record({ ErrorEquals: covering, Next: later }), placed)
    .map(([fields, place]) => ({ ...fields, ...place }));
  const selector = fc.constantFrom<JsonObject>({ 'a.$': '$.Payload' }, { b: 'x', 'c.$': '$.StatusCode' });
  return fc
    .tuple(
      filtered,
      placed,
      optional(fc.record({ ResultSelector: selector })),
      optional(fc.record({ Retry: fc.array(retrier, { minLength: 1, maxLength: 2 }) })),
      optional(fc.record({ Catch: fc.array(catcher, { minLength: 1, maxLength: 2 }) })),
    )
    .map((fields) => task('close-window', { ...Object.assign({}, ...fields), Next }));
}

const covering = fc.oneof(
  error.map((name) => [name]),
  fc.constantFrom(['States.TaskFailed'], ['Boom', 'Late'], ['States.ALL']),
);

function choiceState(Default: string, later: fc.Arbitrary<string>): fc.Arbitrary<JsonObject> {
  const rule = fc.tuple(condition, later).map(([asked, Next]) => ({ ...asked, Next }));
  const rules = fc.record({ Choices: fc.array(rule, { minLength: 1, maxLength: 3 }) });
  const otherwise = optional(fc.constant({ Default }));
  return fc
    .tuple(filtered, rules, otherwise)
    .map((fields) => ({ Type: 'Choice', ...Object.assign({}, ...fields) }));
}

const Variable = fc.constantFrom('$.a', '$.b', '$.a.a', '$$.Execution.Name');
const present = fc.record({ Variable, IsPresent: fc.constant(true) });
const comparison = fc.oneof(
  present,
  fc.record({ Variable, StringEquals: fc.constantFrom('x', 'R-1') }),
  fc.record({ Variable, NumericEquals: fc.constantFrom(1, 2) }),
  fc.record({ Variable, BooleanEquals: fc.boolean() }),
  fc.record({ Variable, IsNull: fc.constant(true) }),
  fc.record({ Variable, IsString: fc.constant(true) }),
);
const condition: fc.Arbitrary<JsonObject> = fc.letrec<{ condition: JsonObject }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    comparison,
    comparison.chain((asked) => fc.constant({ And: [{ Variable: asked.Variable, IsPresent: true }, asked] })),
    fc.record({ Or: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ Not: tie('condition') }),
  ),
})).condition;
