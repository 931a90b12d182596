import { Hono } from 'hono';
import * as z from 'zod';
import type { FaultBox } from '../gateway/faults.ts';

export interface Controls {
  readonly faults: FaultBox;
  /** Moves platform time, and resolves when everything that became due has run. */
  advance(seconds: number): Promise<void>;
  now(): number;
  /** `GET /local/state`. */
  state(): Promise<object>;
  /** Told after a change of what no store knows. */
  changed(): void;
}

// Ten years: longer than anything waits, and still a date.
const mostSeconds = 10 * 366 * 24 * 3600;

const mustBe = `must be a number from 0 to ${mostSeconds} (ten years)`;

const advanceBody = z.strictObject({
  seconds: z.number({ error: mustBe }).min(0, { error: mustBe }).max(mostSeconds, { error: mustBe }),
});

/** The JSON API beside Slack's part: what is true, the clock, and the faults. */
export function controlRoutes(controls: Controls): Hono {
  const app = new Hono();
  app.get('/local/state', async (context) => context.json(await controls.state()));
  app.post('/local/clock/advance', async (context) => {
    const { seconds } = advanceBody.parse(await context.req.json());
    await controls.advance(seconds);
    return context.json({ now: new Date(controls.now()).toISOString() });
  });
  app.post('/local/faults', async (context) => {
    const fault = controls.faults.arm(await context.req.json());
    controls.changed();
    return context.json(fault);
  });
  app.get('/local/faults', (context) => context.json(controls.faults.armed()));
  app.delete('/local/faults', (context) => {
    const target = context.req.query('target');
    controls.faults.clear(
      target === undefined ? undefined : { target, cluster: context.req.query('cluster') },
    );
    controls.changed();
    return context.json(controls.faults.armed());
  });
  app.onError((error, context) => {
    if (error instanceof z.ZodError) {
      return context.json(
        {
          error: error.issues
            .map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`)
            .join('; '),
        },
        400,
      );
    }
    if (error instanceof SyntaxError) return context.json({ error: 'The body is not JSON.' }, 400);
    throw error;
  });
  return app;
}
