import { describe, expect, it } from 'vitest';
import { usergroupSource } from '../../../shared/domain/approver-source.ts';
import { isNonEmpty } from '../../../shared/domain/brand.ts';
import type { UsergroupHandle } from '../../../shared/domain/person.ts';
import { parseReason } from '../../../shared/domain/reason.ts';
import type { Request } from '../../../shared/domain/request.ts';
import type { Written } from '../../../shared/domain/transition.ts';
import { StaleRecordError } from '../../../shared/usecases/errors.ts';
import { release } from '../../../shared/usecases/release.ts';
import { revoke } from '../../../shared/usecases/revoke.ts';
import { withdraw } from '../../../shared/usecases/withdraw.ts';
import { noLinks } from '../../support/in-memory/links.ts';
import { alice, bob, config, member, minutesAfterNoon, must, sha256 } from '../../support/records.ts';
import { releasedStory, requestIn } from '../../support/stories.ts';

const why = must(parseReason('the job is done'));
const { requester } = requestIn('active');

/** Ports over the records that are read one after the other; writing on all but the last comes too late. */
function portsReading(...records: readonly Request[]) {
  if (!isNonEmpty(records)) throw new Error('there is a record to read');
  const log: string[] = [];
  let reading = -1;
  const ports = {
    ...config,
    sha256,
    clock: () => minutesAfterNoon(10),
    requests: {
      find: async () => {
        reading = Math.min(reading + 1, records.length - 1);
        return records[reading];
      },
      create: async () => 'exists' as const,
      save: async ({ request }: Written) => {
        if (reading < records.length - 1) throw new StaleRecordError('somebody was faster');
        log.push(`saved ${request.status}`);
      },
    },
    directory: {
      profile: async (userId: string) => {
        const { person } = userId === bob.person.userId ? bob : member('dave');
        const flags = { emailConfirmed: true, deactivated: false, bot: false, guest: false, stranger: false };
        return { ...person, ...flags };
      },
      usergroupsOf: async () => new Set<UsergroupHandle>(),
      rostersOf: async () =>
        [
          {
            source: usergroupSource(config.securityUsergroup),
            found: true,
            members: [member('dave').person.userId],
          },
        ] as const,
    },
    links: noLinks(),
    waker: { wake: async (kind: string) => void log.push(`woke ${kind}`) },
    machines: {
      start: async () => undefined,
      startSuccessor: async (kind: string) => void log.push(`started a successor of ${kind}`),
    },
    reporter: { failed: (what: string) => void log.push(`failed: ${what}`), alarm: () => undefined },
  };
  return { ports, log };
}

const active = requestIn('active');
const own = { id: active.id, by: requester };
const dave = { id: active.id, by: member('dave').person, why };

describe('the record comes first, and then its machine is woken', () => {
  it.each([
    ['withdraw', requestIn('pending'), 'saved withdrawn', 'woke approval'],
    ['release', active, 'saved closing', 'woke window'],
    ['revoke', active, 'saved closing', 'woke window'],
  ] as const)('by %s', async (verb, request, saved, woke) => {
    const { ports, log } = portsReading(request);
    const verbs = { withdraw, release, revoke };
    await verbs[verb](ports, verb === 'revoke' ? dave : { ...own, why });
    expect(log).toEqual([saved, woke]);
  });

  it('where it cannot be woken, a successor execution is started that looks now', async () => {
    const { ports, log } = portsReading(active);
    const wake = async () => {
      throw new Error('Lambda is throttled');
    };
    await release({ ...ports, waker: { wake } }, own);
    expect(log).toEqual(['saved closing', 'failed: wake close-window', 'started a successor of window']);
  });
});

describe('a verb that lost a race is judged again', () => {
  it('and counts where the record still allows it', async () => {
    const { ports, log } = portsReading(requestIn('approved'), active);
    expect(await release(ports, own)).toMatchObject({ outcome: 'released' });
    expect(log).toEqual(['saved closing', 'woke window']);
  });

  it('and is refused where another was faster, who is named', async () => {
    const { ports, log } = portsReading(active, releasedStory().request);
    expect(await revoke(ports, dave)).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'ending-already', cause: 'released', by: alice.person.email },
    });
    expect(log).toEqual([]);
  });

  it('but not for ever', async () => {
    const { ports, log } = portsReading(...Array.from({ length: 50 }, () => active));
    await expect(release(ports, own)).rejects.toBeInstanceOf(StaleRecordError);
    expect(log).toEqual([]);
  });
});

describe('an end that was recorded by one who died before closing began', () => {
  const closing = { ...requestIn('closing'), since: minutesAfterNoon(9) };

  it.each(['release', 'revoke'] as const)('is closed by the next %s, which is refused', async (verb) => {
    const { ports, log } = portsReading(closing);
    const answer = verb === 'release' ? await release(ports, own) : await revoke(ports, dave);
    expect(answer).toMatchObject({ outcome: 'refused', refusal: { code: 'ending-already' } });
    expect(log).toEqual(['woke window']);
  });

  it('is left alone while it may just have begun: two who close at once are in each other’s way', async () => {
    const { ports, log } = portsReading({ ...closing, since: minutesAfterNoon(10) });
    await release(ports, own);
    expect(log).toEqual([]);
  });
});

it('a request that is not there is refused by each verb', async () => {
  const { ports } = portsReading(active);
  const nowhere = { ...ports, requests: { ...ports.requests, find: async () => undefined } };
  for (const answer of [
    await withdraw(nowhere, own),
    await release(nowhere, own),
    await revoke(nowhere, dave),
  ]) {
    expect(answer).toMatchObject({ outcome: 'refused', refusal: { code: 'unknown-request' } });
  }
});
