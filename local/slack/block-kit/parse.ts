import type * as z from 'zod';
import { SlackError } from '../errors.ts';
import { type Block, messageBlocks } from './blocks.ts';
import { complaints } from './complaints.ts';
import { limits } from './limits.ts';
import { type Home, home, type Modal, modal } from './view.ts';

/** The blocks of a message; throws `invalid_blocks` with Slack's messages. A JSON string is parsed first. */
export function parseMessageBlocks(value: unknown): readonly Block[] {
  return parse(messageBlocks, fromJson(value, 'invalid_blocks_format'), 'invalid_blocks', '/blocks');
}

/** A modal; throws `invalid_arguments` with Slack's messages, or `view_too_large`. A JSON string is parsed first. */
export function parseModal(value: unknown): Modal {
  return parse(modal, viewOf(value), 'invalid_arguments', '/view');
}

/** A Home tab; throws like `parseModal`. */
export function parseHome(value: unknown): Home {
  return parse(home, viewOf(value), 'invalid_arguments', '/view');
}

function viewOf(value: unknown): unknown {
  const view = fromJson(value, 'invalid_arguments');
  if (Buffer.byteLength(JSON.stringify(view) ?? '') > limits.viewBytes)
    throw new SlackError('view_too_large');
  return view;
}

function fromJson(value: unknown, code: string): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new SlackError(code, ['must be valid JSON']);
  }
}

function parse<Value>(schema: z.ZodType<Value>, value: unknown, code: string, root: string): Value {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw new SlackError(code, complaints(result.error, root));
}
