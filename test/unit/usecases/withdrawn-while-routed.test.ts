import { expect, it } from 'vitest';
import type { Request } from '../../../shared/domain/request.ts';
import { advanceApproval } from '../../../shared/usecases/advance-approval.ts';
import { StaleRecordError } from '../../../shared/usecases/errors.ts';
import type { LiveMessage } from '../../../shared/usecases/ports.ts';
import { World } from '../../support/in-memory/world.ts';
import { minutesAfterNoon, sha256 } from '../../support/records.ts';
import { requestIn } from '../../support/stories.ts';

const card = { channel: 'C0REQUESTS', ts: '1.0' };

it('a card that was posted while its request was withdrawn loses its buttons all the same', async () => {
  const updated: Request[] = [];
  let record: Request = { ...requestIn('pending'), rulesHash: 'noted' };
  const ports = {
    ...new World().ports(),
    sha256,
    clock: () => minutesAfterNoon(1),
    pause: async () => undefined,
    witness: { rulesOf: async () => [], ask: async () => [] },
    requests: {
      find: async () => record,
      create: async () => 'exists' as const,
      save: async () => {
        throw new StaleRecordError('the requester was faster');
      },
    },
    messenger: {
      postCard: async () => {
        record = requestIn('withdrawn');
        return { place: card, shows: '' };
      },
      isCardSeen: async () => true,
      update: async ({ place }: LiveMessage, request: Request) => {
        updated.push({ ...request, card: place });
        return '';
      },
      tellRequester: async () => undefined,
      warnRequester: async () => undefined,
      tellNobodyAsked: async () => undefined,
    },
    notices: {
      ...{ wasTold: async () => ({}), markTold: async () => undefined },
      ...{ shown: async () => ({ writes: 0 }), writeShown: async () => undefined },
    },
    machines: { start: async () => undefined, startSuccessor: async () => undefined },
    reporter: { failed: () => undefined, alarm: () => undefined },
  };
  await expect(advanceApproval(ports, record.id)).rejects.toBeInstanceOf(StaleRecordError);
  expect(updated).toMatchObject([{ status: 'withdrawn', card }]);
  expect(await advanceApproval(ports, record.id)).toEqual({ state: 'settled' });
});
