import type * as z from 'zod';
import type { Fields, StoredObject } from '../object.ts';
import type { Cause } from '../status.ts';
import type { NameRule } from './metadata.ts';

/** What is particular to one kind when it is written; the real server calls the same thing a strategy. */
export interface Strategy {
  readonly nameRule: NameRule;
  /** The fields that must have a certain type for the object to be readable at all. */
  readonly fields: z.ZodType<Fields> | undefined;
  /** Whether a PUT to a free name creates (true for roles and bindings). */
  readonly createsOnUpdate: boolean;
  /** Fills in what the server defaults. */
  complete(object: Fields): Fields;
  /** What is wrong with the object, given what stood there before. */
  validate(object: StoredObject, before: StoredObject | undefined): readonly Cause[];
}
