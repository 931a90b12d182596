import type { KnownBlock } from '@slack/web-api';
import type { Chronicle } from '../../../usecases/ports.ts';
import { context, packedSections, reasonSections } from './blocks.ts';
import { standingInLine } from './standing.ts';
import { code } from './text.ts';
import { timelineLine } from './timeline.ts';
import { whyBlocks } from './why.ts';

/** An extension with all that happened to it, below its request. */
export function extensionStory({ request, events }: Chronicle): KnownBlock[] {
  const title = `*Extension ${code(request.id)}*: ${standingInLine(request)}`;
  return [
    { type: 'divider' },
    ...packedSections([title, ...events.map(timelineLine)], '\n', 2),
    context('Reason, in their own words:'),
    ...reasonSections(request.reason),
    ...whyBlocks(request),
  ];
}
