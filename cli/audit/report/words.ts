import type { About } from '../../../shared/domain/audit-event.ts';
import { wholeCluster } from '../../../shared/domain/scope.ts';

/** Such as `prod-eu: edit in payments, checkout`. */
export function scopeInText({ cluster, namespaces, role }: About): string {
  const extents: readonly string[] = namespaces;
  const where = extents.includes(wholeCluster) ? 'the whole cluster' : extents.join(', ');
  return `${cluster}: ${role} in ${where}`;
}

/** Such as `2026-11-21 12:00`, UTC. */
export function minuteOf(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)}`;
}

/** Such as `1 d 2 h`, `40 min`, `3.2 s` or `120 ms`. @param milliseconds at least 0 */
export function spanInText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const minutes = Math.round(milliseconds / 60_000);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const parts = [days > 0 ? `${days} d` : '', hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : ''];
  return parts.filter((part) => part !== '').join(' ');
}
