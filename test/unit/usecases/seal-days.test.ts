import { describe, expect, it } from 'vitest';
import type { Day } from '../../../shared/domain/day.ts';
import type { TrailEvent } from '../../../shared/domain/trail.ts';
import { DayNotSealedError } from '../../../shared/usecases/errors.ts';
import { sealDays } from '../../../shared/usecases/seal-days.ts';
import { verifyTrail } from '../../../shared/usecases/verify-trail.ts';
import { sha256 } from '../../support/records.ts';
import { inNovember, sealingOf, shortLife } from '../../support/sealed-days.ts';

const first = '2026-11-01' as Day;
const second = '2026-11-02' as Day;
const third = '2026-11-03' as Day;
const perDay = 24 * 60;

function verify({ days, key }: ReturnType<typeof sealingOf>, last = second) {
  return verifyTrail({ days: days.archive, isSigned: key.isSigned, sha256 }, first, last);
}

describe('sealing', () => {
  it('begins with the day before the first invocation, an hour after its end', async () => {
    const now = { at: inNovember(perDay + 59) };
    const sealing = sealingOf([...shortLife(inNovember(60), inNovember(90))], now);
    expect(await sealDays(sealing.ports)).toEqual([]);
    now.at = inNovember(perDay + 60);
    expect(await sealDays(sealing.ports)).toEqual([first]);
    expect(await verify(sealing, first)).toEqual({ days: 1, events: 3, chains: 1, findings: [] });
    expect(sealing.days.seals.get(first)?.manifest).not.toHaveProperty('previousRoot');
  });

  it('begins with the first day that has events, where earlier invocations never came', async () => {
    const trail = [...shortLife(inNovember(60), inNovember(90))];
    const sealing = sealingOf(trail, { at: inNovember(3 * perDay + 120) });
    expect(await sealDays(sealing.ports)).toEqual([first, second, third]);
    expect((await verify(sealing, third)).findings).toEqual([]);
  });

  it('twice equals once', async () => {
    const sealing = sealingOf([...shortLife(inNovember(60), inNovember(90))], {
      at: inNovember(perDay + 120),
    });
    await sealDays(sealing.ports);
    const sealed = sealing.days.seals.get(first);
    expect(await sealDays(sealing.ports)).toEqual([]);
    expect(sealing.days.seals.get(first)).toBe(sealed);
  });

  it('catches up with days that were missed, those without events too', async () => {
    const now = { at: inNovember(perDay + 120) };
    const trail = [...shortLife(inNovember(60), inNovember(90))];
    const sealing = sealingOf(trail, now);
    await sealDays(sealing.ports);
    trail.push(...shortLife(inNovember(2 * perDay + 5), inNovember(2 * perDay + 6)));
    now.at = inNovember(3 * perDay + 120);
    expect(await sealDays(sealing.ports)).toEqual([second, third]);
    expect(sealing.days.seals.get(second)?.manifest).toMatchObject({
      events: 0,
      chains: 0,
      root: sha256(''),
    });
    expect(await verify(sealing, third)).toEqual({ days: 3, events: 6, chains: 2, findings: [] });
  });

  it('leaves what there is no time for to the next invocation', async () => {
    const sealing = sealingOf([], { at: inNovember(perDay + 120) });
    expect(await sealDays({ ...sealing.ports, timeLeft: () => 100_000 })).toEqual([]);
    expect(await sealDays(sealing.ports)).toEqual([first]);
  });

  it('tells an event that was written after its day was sealed with the next day', async () => {
    const now = { at: inNovember(perDay + 120) };
    const [asked, decided, late] = shortLife(inNovember(60), inNovember(90));
    if (asked === undefined || decided === undefined || late === undefined) throw new Error('three events');
    const trail: TrailEvent[] = [asked, decided];
    const sealing = sealingOf(trail, now);
    await sealDays(sealing.ports);
    trail.push(late);
    now.at = inNovember(2 * perDay + 120);
    await sealDays(sealing.ports);
    expect(sealing.days.of(second, 'events')).toHaveLength(1);
    expect(await verify(sealing)).toEqual({ days: 2, events: 3, chains: 1, findings: [] });
  });

  it('that died before it signed signs what it had written; what came since is told with the next day', async () => {
    const now = { at: inNovember(perDay + 120) };
    const trail = [...shortLife(inNovember(60), inNovember(90))];
    const sealing = sealingOf(trail, now);
    const dying = { ...sealing.ports.signer, sign: () => Promise.reject(new Error('KMS is down')) };
    await expect(sealDays({ ...sealing.ports, signer: dying })).rejects.toBeInstanceOf(DayNotSealedError);
    expect(sealing.alarms).toEqual(['day-not-sealed']);
    trail.push(...shortLife(inNovember(120), inNovember(121)));
    await sealDays(sealing.ports);
    expect(sealing.days.of(first, 'events')).toHaveLength(3);
    now.at = inNovember(2 * perDay + 120);
    await sealDays(sealing.ports);
    expect(await verify(sealing)).toEqual({ days: 2, events: 6, chains: 2, findings: [] });
  });

  it('does not go on where the day before is gone from the archive', async () => {
    const now = { at: inNovember(perDay + 120) };
    const sealing = sealingOf([], now);
    await sealDays(sealing.ports);
    sealing.days.seals.delete(first);
    now.at = inNovember(2 * perDay + 120);
    await expect(sealDays(sealing.ports)).rejects.toBeInstanceOf(DayNotSealedError);
  });

  it('of a table in which somebody changed an event is done all the same, raises an alarm, and does not verify', async () => {
    const trail = [...shortLife(inNovember(60), inNovember(90))];
    trail.splice(1, 1);
    const sealing = sealingOf(trail, { at: inNovember(perDay + 120) });
    await sealDays(sealing.ports);
    expect(sealing.alarms).toEqual(['chain-broken']);
    const { findings } = await verify(sealing, first);
    expect(findings).toMatchObject([{ kind: 'removed', seq: 2 }]);
  });
});
