import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Live } from './live.ts';

/** Milliseconds after which a browser that lost the stream asks again. */
const retryMs = 1000;

/** `GET /local/events`: server-sent events, first `whole`, then a `change` for each change. */
export function liveRoutes(live: Live): Hono {
  const app = new Hono();
  app.get('/local/events', (context) =>
    streamSSE(context, async (stream) => {
      const ended = Promise.withResolvers<void>();
      stream.onAbort(() => ended.resolve());
      const stop = live.listen((event, data) => {
        // A browser that went away in between is noticed by `onAbort`.
        stream.writeSSE({ event, data, retry: retryMs }).catch(() => {});
      });
      await ended.promise;
      stop();
    }),
  );
  return app;
}
