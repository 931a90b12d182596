import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readLogDelivery } from '../../../shared/adapters/cloudwatch/audit-log.ts';
import { lateCallsMessage, useMessage } from '../../../shared/adapters/slack/views/calls.ts';
import { type ApiCall, summaryOf } from '../../../shared/domain/api-call.ts';
import { type Instant, secondsAfter } from '../../../shared/domain/instant.ts';
import { joinLog } from '../../../shared/usecases/join-log.ts';
import { tellUse } from '../../../shared/usecases/tell-use.ts';
import { alice, minutesAfterNoon } from '../../support/records.ts';
import { deliveryOf, endedAt, openCallWorld, openedAt } from '../../support/window-calls.ts';

// Written by a real kube-apiserver: alice lists pods, reads a secret, is refused nodes, executes in a pod, and after her
// window is refused secrets.
const real = readFileSync(
  new URL('../../fixtures/audit-log/kube-apiserver-1.20.jsonl', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '');
const began = '2026-11-21T22:47:00.000Z' as Instant;
const ended = '2026-11-21T22:47:01.000Z' as Instant;

const call = (id: string, at: Instant, more: Partial<ApiCall> = {}): ApiCall => ({
  ...{
    id,
    at,
    verb: 'get',
    resource: 'pods',
    namespace: 'payments',
    name: 'api',
    allowed: true,
    endedAt: at,
  },
  ...more,
});
const ofAlice = (...calls: readonly ApiCall[]) => [
  { cluster: 'prod-eu', username: alice.principal.username, calls },
];

/** A world in which alice's window was open for an hour from noon. */
function afterAnHour() {
  const now = { at: minutesAfterNoon(61) };
  const world = openCallWorld(now);
  const story = endedAt(openedAt(minutesAfterNoon(0)), minutesAfterNoon(50));
  world.put(story);
  return { ...world, now, id: story.request.id };
}

describe('a delivery of a cluster’s log', () => {
  it('is read as who called what, and whether they were let', () => {
    const { calls, unread } = readLogDelivery(deliveryOf(real));
    expect(unread).toBe(0);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ cluster: 'prod-eu', username: 'k8s-access:alice@example.com' });
    const said = calls[0]?.calls.map(({ verb, resource, allowed }) => `${verb} ${resource} ${allowed}`);
    expect(said).toEqual([
      ...['list pods true', 'get secrets true', 'list nodes false'],
      ...['create pods/exec true', 'create pods/exec true', 'list secrets false'],
    ]);
  });

  it.each([
    ['only tries the subscription out', deliveryOf(real, 'prod-eu', 'CONTROL_MESSAGE')],
    ['is of another log group', deliveryOf(real, 'prod-eu/../x')],
    ['has no lines', deliveryOf([])],
  ])('that %s tells nothing', (_, delivery) => {
    expect(readLogDelivery(delivery)).toEqual({ calls: [], unread: 0 });
  });

  it('names lines that are no entries by their number, and reads the others', () => {
    const odd = [
      '',
      'null',
      '{"kind":"Event"}',
      'I1121 not json',
      (real[0] ?? '').replace('2026-11-21T', 'x'),
    ];
    expect(readLogDelivery(deliveryOf([...odd, ...real]))).toMatchObject({ unread: 5, calls: [{}] });
  });

  it.each([
    ['no delivery', {}],
    ['no base64', { awslogs: { data: '~' } }],
    ['cut off', { awslogs: { data: deliveryOf(real).awslogs.data.slice(0, 400) } }],
  ])('that is %s fails, so that it is delivered again', (_, delivery) => {
    expect(() => readLogDelivery(delivery)).toThrow();
  });

  it('of 6 MB, of many names, is read and joined; names without a window are left out', async () => {
    const lines = Array.from({ length: 8_000 }, (_, number) =>
      (real[0] ?? '')
        .replace('alice@', `user${number % 50}@`)
        .replace(/"auditID":"[^"]+"/, `"auditID":"${number}"`),
    );
    expect(lines.join('\n').length).toBeGreaterThan(6_000_000);
    const { calls } = readLogDelivery(deliveryOf([...lines, ...real]));
    expect(calls).toHaveLength(51);
    const world = openCallWorld({ at: secondsAfter(ended, 700) });
    const { request } = endedAt(openedAt(began), ended);
    world.put(endedAt(openedAt(began), ended));
    await joinLog(world.ports, calls);
    await tellUse(world.ports);
    expect(world.told).toEqual(['1 late, under 1.0', '4 calls, under 1.0']);
    expect(world.factsOf(request.id).at(-1)).toMatchObject({
      type: 'used',
      summary: { execs: ['payments/api-7f'], secretsRead: ['payments/db'] },
    });
  });
});

describe('calls within a window', () => {
  it('are told ten minutes after its end, once, however often and in whatever order they came', async () => {
    const { ports, told, now } = afterAnHour();
    const [one, two] = [call('1', minutesAfterNoon(1)), call('2', minutesAfterNoon(2))];
    await joinLog(ports, ofAlice(two, one));
    await joinLog(ports, ofAlice(one));
    await joinLog(ports, ofAlice(two, one));
    now.at = minutesAfterNoon(59);
    await tellUse(ports);
    expect(told).toEqual([]);
    now.at = minutesAfterNoon(60);
    await tellUse(ports);
    await tellUse(ports);
    expect(told).toEqual(['2 calls, under 1.0']);
  });

  it('that come after they were told are told together with those', async () => {
    const { ports, told } = afterAnHour();
    await joinLog(ports, ofAlice(call('1', minutesAfterNoon(1))));
    await tellUse(ports);
    await joinLog(ports, ofAlice(call('2', minutesAfterNoon(2))));
    await tellUse(ports);
    expect(told).toEqual(['1 calls, under 1.0', '2 calls, under 1.0']);
  });

  it('name the streams that went on after it', () => {
    const end = minutesAfterNoon(50);
    const { endedAt: _, ...open } = call('1', minutesAfterNoon(1), { verb: 'watch' });
    const closed = call('2', minutesAfterNoon(1), {
      resource: 'pods/exec',
      verb: 'create',
      endedAt: minutesAfterNoon(51),
    });
    const inTime = call('3', minutesAfterNoon(1), { resource: 'pods/log', endedAt: minutesAfterNoon(2) });
    expect(summaryOf([open, closed, inTime], end).outlived).toEqual([
      'watch pods in payments/api',
      'create pods/exec in payments/api',
    ]);
  });
});

describe('a call after the window', () => {
  it('is recorded, alarmed and told at once, and only once', async () => {
    const { ports, told, alarms, factsOf, id } = afterAnHour();
    const late = call('1', minutesAfterNoon(55));
    await joinLog(ports, ofAlice(late));
    await joinLog(ports, ofAlice(late, late));
    expect(alarms).toEqual([
      { name: 'call-after-window', request: id, cluster: 'prod-eu', calls: '1', allowed: '1' },
    ]);
    expect(told).toEqual(['1 late, under 1.0']);
    expect(factsOf(id).filter(({ type }) => type === 'called-after-end')).toHaveLength(1);
  });

  it('is none while another window of the person is open', async () => {
    const { ports, alarms, put } = afterAnHour();
    put(openedAt(minutesAfterNoon(54)));
    await joinLog(ports, ofAlice(call('1', minutesAfterNoon(55))));
    expect(alarms).toEqual([]);
  });

  it('is none within two seconds of its end, which clocks may differ by, nor before it began', async () => {
    const { ports, alarms } = afterAnHour();
    const near = call('1', secondsAfter(minutesAfterNoon(50), 2));
    const before = call('2', secondsAfter(minutesAfterNoon(0), -1));
    await joinLog(ports, ofAlice(near, before));
    expect(alarms).toEqual([]);
  });
});

describe('what is said of calls', () => {
  it('takes no name in a cluster for markup, and fits into a message', () => {
    const { request } = endedAt(openedAt(began), ended);
    const odd = '<!channel>`*&'.repeat(30);
    const calls = Array.from({ length: 40 }, (_, number) =>
      call(String(number), began, { resource: odd + number, namespace: odd, allowed: number % 2 === 0 }),
    );
    for (const message of [useMessage(request, summaryOf(calls, ended)), lateCallsMessage(request, calls)]) {
      const json = JSON.stringify(message);
      expect(json).not.toContain('<!channel>');
      for (const block of message.blocks) {
        if (block.type === 'section') expect(block.text?.text.length).toBeLessThanOrEqual(3000);
      }
    }
    expect(JSON.stringify(lateCallsMessage(request, calls))).toContain('the cluster allowed it');
  });
});
