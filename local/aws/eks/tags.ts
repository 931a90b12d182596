import type { AccessEntries } from './access-entries.ts';
import type { AccessEntry } from './access-entry.ts';
import type { Clusters } from './clusters.ts';
import { tagProblem } from './entry-rules.ts';
import { badTagRequest, taggedResourceNotFound } from './errors.ts';

/** Finds an access entry, the one resource here that can be tagged, by its ARN. Throws NotFoundException. */
export function findTagged(clusters: Clusters, entries: AccessEntries, resourceArn: string): AccessEntry {
  const [, name = ''] = /:access-entry\/([^/]+)\//.exec(resourceArn) ?? [];
  const found = clusters.names().includes(name)
    ? entries.list(name).find(({ accessEntryArn }) => accessEntryArn === resourceArn)
    : undefined;
  if (found === undefined) throw taggedResourceNotFound(resourceArn);
  return found;
}

/** Adds tags, or gives existing ones another value. Throws BadRequestException. */
export function addTags(
  entries: AccessEntries,
  entry: AccessEntry,
  added: Readonly<Record<string, string>>,
): void {
  const tags = { ...entry.tags, ...added };
  const problem = tagProblem(tags);
  if (problem !== undefined) throw badTagRequest(problem);
  entries.replace({ ...entry, tags });
}

export function removeTags(entries: AccessEntries, entry: AccessEntry, keys: readonly string[]): void {
  const kept = Object.entries(entry.tags).filter(([key]) => !keys.includes(key));
  entries.replace({ ...entry, tags: Object.fromEntries(kept) });
}
