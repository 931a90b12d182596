import type { KnownBlock } from '@slack/web-api';
import type { Request } from '../../../domain/request.ts';
import { context, reasonSections } from './blocks.ts';

/** Why a request was denied or its access revoked, where it was: what a person typed, so nothing in it is interpreted. */
export function whyBlocks(request: Request): KnownBlock[] {
  switch (request.status) {
    case 'denied':
      return [context('Reason for denying it, in their own words:'), ...reasonSections(request.why)];
    case 'closing':
    case 'ended':
      return request.cause === 'revoked'
        ? [context('Reason for revoking it, in their own words:'), ...reasonSections(request.why)]
        : [];
    default:
      return [];
  }
}
