import * as z from 'zod';
import type { AccessConfig } from './access-config.ts';
import { ConfigError, readText } from './config-error.ts';
import { demandOf, isDemandKind, type StatedDemand } from './text-demand.ts';

/**
 * The form of a prepared file. Raise it when the same `access.yaml` is to mean something else, so that a function never
 * takes what an older version prepared for its own.
 */
const form = 1;

const mapKey = '$map';

const prepared = z.object({ preparedForm: z.literal(form), config: z.custom<AccessConfig>() });

/**
 * What `access.yaml` says, read and checked, as JSON for functions to load: at their start they need neither YAML nor
 * the file's schema.
 */
export function prepareConfig(config: AccessConfig): string {
  return JSON.stringify({ preparedForm: form, config }, (_, value: unknown) =>
    value instanceof Map ? { [mapKey]: [...value] } : value,
  );
}

/** Reads what `prepareConfig` wrote. @throws ConfigError where another version wrote it, or somebody by hand */
export function loadPreparedConfig(path: string): AccessConfig {
  const read = prepared.safeParse(parseJson(readText(path, 'Deploy the stack again.')));
  if (read.success) return read.data.config;
  throw new ConfigError(`${path} was not prepared by this version of k8s-access. Deploy the stack again.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, revive);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

// The two things in a configuration that JSON has no word for. Nothing in it has a null.
function revive(key: string, value: unknown): unknown {
  if (typeof value !== 'object') return value;
  if (isDemandKind(key)) return demandOf(key, value as StatedDemand);
  return value !== null && mapKey in value ? new Map(value[mapKey] as [unknown, unknown][]) : value;
}
