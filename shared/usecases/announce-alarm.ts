import { type BreakGlassRequest, isBreakGlass } from '../domain/break-glass.ts';
import { stepsOf } from '../domain/break-glass-steps.ts';
import type { MessageRef, Request } from '../domain/request.ts';
import type { AlarmMessenger } from './alarm-ports.ts';
import { type AnnouncePorts, attempt } from './announce.ts';
import type { ApproverNotices } from './approver-ports.ts';
import { notePosted, showNewest } from './show-newest.ts';
import { type Unsaid, unsaidTogether } from './turn.ts';

export interface AlarmPorts extends AnnouncePorts {
  readonly alarmMessenger: AlarmMessenger;
  readonly approverNotices: ApproverNotices;
}

/**
 * Brings the channel of a break-glass up to the record: its message, and a line in the thread for each step, once each.
 * Answers what could not be said; nothing is thrown, so that Slack never stops anything from closing.
 */
export async function announceAlarm(ports: AlarmPorts, request: Request): Promise<Unsaid | undefined> {
  if (!isBreakGlass(request)) return undefined;
  const unsaid = await attempt(ports, 'tell the channel of a break-glass', async () => {
    const place = await postOnce(ports, request);
    await showNewest(ports, request, { kind: 'alarm', place });
    for (const step of stepsOf(request)) {
      const key = `step-${step.key}`;
      if ((await ports.approverNotices.find(request.id, key)) !== undefined) continue;
      await ports.alarmMessenger.say(request, step, place);
      await ports.approverNotices.write(request.id, key, {});
    }
  });
  return unsaidTogether(unsaid);
}

/** Where the message stands, posted now unless it was before. After a crash in between, it is posted twice. */
export async function postOnce(ports: AlarmPorts, request: BreakGlassRequest): Promise<MessageRef> {
  const told = await ports.notices.wasTold(request.id, 'alarm');
  if (told?.place !== undefined) return told.place;
  const posted = await ports.alarmMessenger.post(request);
  await ports.notices.markTold(request.id, 'alarm', { place: posted.place });
  await notePosted(ports, request, posted);
  return posted.place;
}
