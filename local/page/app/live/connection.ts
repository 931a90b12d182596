import { apply, type Change, type Parts } from '../model/parts.ts';
import { nothing } from '../model/state.ts';

/** What was told last. `offset` is platform time minus this browser's, in milliseconds. */
export interface Told {
  readonly connected: boolean;
  readonly parts: Parts;
  readonly offset: number;
}

export const untold: Told = { connected: true, parts: nothing, offset: 0 };

/** Milliseconds until a stream that the browser has given up is asked for anew. */
const retryMs = 1000;

/** Listens to the platform for as long as the page lives, and comes back by itself after it was gone. */
export function listen(tell: (told: Told) => void): void {
  let told = untold;
  const become = (next: Partial<Told>) => {
    told = { ...told, ...next };
    tell(told);
  };
  const take = (before: Parts, { data }: MessageEvent<string>) => {
    const change: Change = JSON.parse(data);
    become({ connected: true, parts: apply(before, change), offset: change.now - Date.now() });
  };
  const open = () => {
    const source = new EventSource('/local/events');
    source.addEventListener('whole', (event) => take(nothing, event));
    source.addEventListener('change', (event) => take(told.parts, event));
    source.addEventListener('error', () => {
      become({ connected: false });
      // The browser tries again by itself unless it was refused.
      if (source.readyState === EventSource.CLOSED) setTimeout(open, retryMs);
    });
  };
  open();
}
