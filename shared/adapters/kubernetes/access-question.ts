import type { V1ResourceAttributes, V1SubjectAccessReviewSpec } from '@kubernetes/client-node';
import type { PolicyRule } from '../../domain/evidence.ts';
import { type Extent, wholeCluster } from '../../domain/scope.ts';

/** One thing to ask the cluster's authorizer, and how it reads in the evidence. */
export interface AccessQuestion {
  readonly extent: Extent;
  /** `verb group/resource`; the core group has no name. */
  readonly asked: string;
  readonly about: Pick<V1SubjectAccessReviewSpec, 'resourceAttributes' | 'nonResourceAttributes'>;
}

/** One question for each rule in each place; the first of everything that a rule lists stands for the rule. */
export function questionsOf(
  extents: readonly Extent[],
  rules: readonly PolicyRule[],
): readonly AccessQuestion[] {
  return extents.flatMap((extent) =>
    rules.flatMap((rule) => aboutObjects(extent, rule) ?? aboutUrl(extent, rule) ?? []),
  );
}

function aboutObjects(extent: Extent, rule: PolicyRule): AccessQuestion | undefined {
  const [verb] = rule.verbs;
  const [group] = rule.apiGroups;
  const [path] = rule.resources;
  const [name] = rule.resourceNames;
  if (verb === undefined || group === undefined || path === undefined) return undefined;
  const [resource = path, subresource] = path.split('/');
  const resourceAttributes: V1ResourceAttributes = {
    // Without a namespace the question is about all of them, and about objects outside of any.
    ...(extent === wholeCluster ? {} : { namespace: extent }),
    ...{ verb, group, resource },
    ...(subresource === undefined ? {} : { subresource }),
    ...(name === undefined ? {} : { name }),
  };
  const asked = `${verb} ${group === '' ? '' : `${group}/`}${path}${name === undefined ? '' : ` ${name}`}`;
  return { extent, asked, about: { resourceAttributes } };
}

function aboutUrl(extent: Extent, { verbs, nonResourceURLs = [] }: PolicyRule): AccessQuestion | undefined {
  const [verb] = verbs;
  const [path] = nonResourceURLs;
  if (verb === undefined || path === undefined) return undefined;
  return { extent, asked: `${verb} ${path}`, about: { nonResourceAttributes: { verb, path } } };
}
