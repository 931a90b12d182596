import { ApiError, unsupportedMediaType } from '../status.ts';
import { JsonPatchError, jsonPatch } from './json-patch.ts';
import { mergePatch } from './merge-patch.ts';
import { strategicMergePatch } from './strategic-merge-patch.ts';

const patchTypes: Readonly<Record<string, (target: unknown, patch: unknown) => unknown>> = {
  'application/json-patch+json': jsonPatch,
  'application/merge-patch+json': mergePatch,
  'application/strategic-merge-patch+json': strategicMergePatch,
};

/** Applies a patch of that media type; throws UnsupportedMediaType, or Invalid where the patch does not fit. */
export function applyPatch(mediaType: string, target: unknown, patch: unknown): unknown {
  const apply = patchTypes[mediaType];
  if (apply === undefined) throw unsupportedMediaType(Object.keys(patchTypes));
  try {
    return apply(target, patch);
  } catch (error) {
    if (!(error instanceof JsonPatchError)) throw error;
    const message = `the server rejected our request due to an error in our request: ${error.message}`;
    throw new ApiError(422, 'Invalid', message, {});
  }
}
