import type { ContextBlock } from '@slack/web-api';
import type { Request } from '../../../domain/request.ts';
import { context } from './blocks.ts';
import { code } from './text.ts';

/** Which request it is, and how to look at it: the last line of every direct message. */
export function statusHint({ id }: Request): ContextBlock {
  return context(`Request ${code(id)} · ${code(`/k8s-access status ${id}`)} shows all that happened`);
}
