import { type IdentitySource, sourceFor } from '../domain/identity-source.ts';
import { principalKey } from '../domain/principal-arn.ts';
import type { Contradiction } from './contradiction.ts';
import type { Use } from './identity-collisions.ts';

interface Template {
  readonly path: Contradiction['path'];
  readonly source: Extract<IdentitySource, { strategy: 'template' }>;
  /** What stands around the name in the principal's key. */
  readonly before: string;
  readonly after: string;
}

/** Templates that could give somebody the role or user of somebody else. */
export function templateCollisions(
  sources: readonly IdentitySource[],
  uses: readonly Use[],
): readonly Contradiction[] {
  const templates = sources.flatMap(templateOf);
  return templates.flatMap((template, place) => [
    ...templates
      .slice(0, place)
      .filter((earlier) => overlap(earlier, template))
      .map(() => ({
        path: template.path,
        problem:
          'Another template can give the same role or user to somebody else. Write another name around {name}.',
      })),
    ...uses
      .filter(({ key }) => !ofIdentityCenter.test(key))
      .flatMap((use) => {
        const holder = emailBehind(template, use.key);
        const isAnothers =
          holder !== undefined && holder !== use.by && sourceFor(sources, holder) === template.source;
        return isAnothers
          ? [{ path: use.path, problem: `By the template, this is ${holder}. Name another.` }]
          : [];
      }),
  ]);
}

// Names that IAM keeps for Identity Center, so that no role of a template can have one.
const ofIdentityCenter = /:role\/awsreservedsso_/;

// No character of a name can stand for another, so that one marks its place in the key.
const mark = 'n';

function templateOf(source: IdentitySource, index: number): readonly Template[] {
  if (source.strategy !== 'template') return [];
  const { before, after } = source.arn;
  const key = principalKey(`${before}${mark}${after}`);
  const start = key.length - after.length - mark.length;
  const around = { before: key.slice(0, start), after: key.slice(start + mark.length) };
  return [{ path: ['identities', index, 'arn'], source, ...around }];
}

// Two names can make the same of them where each side is the other's, or goes on from it.
function overlap(one: Template, other: Template): boolean {
  const starts = one.before.startsWith(other.before) || other.before.startsWith(one.before);
  const ends = one.after.endsWith(other.after) || other.after.endsWith(one.after);
  return starts && ends;
}

/** Whose role or user the template says this is. */
function emailBehind({ source, before, after }: Template, key: string): string | undefined {
  const fits = key.length > before.length + after.length && key.startsWith(before) && key.endsWith(after);
  return fits ? `${key.slice(before.length, key.length - after.length)}@${source.emailDomain}` : undefined;
}
