import { parseArgs } from 'node:util';
import * as z from 'zod';

/** The command line cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const optionsSchema = z.object({
  port: z.coerce
    .number({ error: 'must be a number' })
    .int()
    .min(0, 'must be between 0 and 65535')
    .max(65_535, 'must be between 0 and 65535'),
  data: z.string().min(1, 'must name a directory'),
  config: z.string().min(1, 'must name a file'),
});

export type PlatformOptions = z.infer<typeof optionsSchema>;

const usage = 'Usage: npm start -- [--port 4000] [--data .local] [--config access.yaml]';

/** Reads the command line of `npm start`. @throws UsageError */
export function parseOptions(args: readonly string[]): PlatformOptions {
  const parsed = optionsSchema.safeParse(rawOptions(args));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`).join('; ');
  throw new UsageError(`${wrong}. ${usage}`);
}

function rawOptions(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '4000' },
        data: { type: 'string', default: '.local' },
        config: { type: 'string', default: 'access.yaml' },
      },
    });
    return values;
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : 'Unknown option'}. ${usage}`, { cause });
  }
}
