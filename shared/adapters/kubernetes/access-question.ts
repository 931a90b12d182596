import type { V1ResourceAttributes } from '@kubernetes/client-node';
import type { PolicyRule } from '../../domain/evidence.ts';
import type { Namespace } from '../../domain/scope.ts';

/** One thing to ask the cluster's authorizer, and how it reads in the evidence. */
export interface AccessQuestion {
  readonly namespace: Namespace;
  /** `verb group/resource`; the core group has no name. */
  readonly asked: string;
  readonly attributes: V1ResourceAttributes;
}

/** One question for each rule in each namespace; the first of everything that a rule lists stands for the rule. */
export function questionsOf(
  namespaces: readonly Namespace[],
  rules: readonly PolicyRule[],
): readonly AccessQuestion[] {
  return namespaces.flatMap((namespace) => rules.flatMap((rule) => questionOf(namespace, rule) ?? []));
}

function questionOf(namespace: Namespace, rule: PolicyRule): AccessQuestion | undefined {
  const [verb] = rule.verbs;
  const [group] = rule.apiGroups;
  const [path] = rule.resources;
  const [name] = rule.resourceNames;
  if (verb === undefined || group === undefined || path === undefined) return undefined;
  const [resource = path, subresource] = path.split('/');
  return {
    namespace,
    asked: `${verb} ${group === '' ? '' : `${group}/`}${path}${name === undefined ? '' : ` ${name}`}`,
    attributes: {
      namespace,
      verb,
      group,
      resource,
      ...(subresource === undefined ? {} : { subresource }),
      ...(name === undefined ? {} : { name }),
    },
  };
}
