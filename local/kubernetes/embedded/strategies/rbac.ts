import { isDeepStrictEqual } from 'node:util';
import type { Fields, StoredObject } from '../object.ts';
import {
  asBinding,
  asRole,
  bindingFields,
  type PolicyRule,
  type RoleRef,
  rbacGroup,
  roleFields,
  type Subject,
} from '../rbac/types.ts';
import type { Cause } from '../status.ts';
import { invalidValue, pathSegmentName, required, unsupported } from './metadata.ts';
import type { Strategy } from './strategy.ts';

const common = { nameRule: pathSegmentName, createsOnUpdate: true } as const;

export const roleStrategy: Strategy = {
  ...common,
  fields: roleFields,
  complete: (object) => object,
  validate: (object) =>
    (asRole(object).rules ?? []).flatMap((rule, index) => validateRule(rule, `rules[${index}]`, true)),
};

export const clusterRoleStrategy: Strategy = {
  ...common,
  fields: roleFields,
  complete: (object) => object,
  validate: (object) =>
    (asRole(object).rules ?? []).flatMap((rule, index) => validateRule(rule, `rules[${index}]`, false)),
};

export const bindingStrategy: Strategy = {
  ...common,
  fields: bindingFields,
  complete: completeBinding,
  validate: (object, before) => [
    ...validateRoleRef(object),
    ...(asBinding(object).subjects ?? []).flatMap((subject, index) =>
      validateSubject(subject, `subjects[${index}]`, object.metadata.namespace === undefined),
    ),
    ...validateSameRole(object, before),
  ],
};

function validateRule(rule: PolicyRule, path: string, namespaced: boolean): readonly Cause[] {
  const isEmpty = (list: readonly string[] | undefined) => (list ?? []).length === 0;
  const noVerbs = isEmpty(rule.verbs)
    ? [required(`${path}.verbs`, 'verbs must contain at least one value')]
    : [];
  if (!isEmpty(rule.nonResourceURLs)) {
    const why = namespaced
      ? 'namespaced rules cannot apply to non-resource URLs'
      : 'rules cannot apply to both regular resources and non-resource URLs';
    const mixed = !(isEmpty(rule.apiGroups) && isEmpty(rule.resources) && isEmpty(rule.resourceNames));
    const urls = (rule.nonResourceURLs ?? []).join(',');
    return namespaced || mixed ? [...noVerbs, invalidValue(`${path}.nonResourceURLs`, urls, why)] : noVerbs;
  }
  return [
    ...noVerbs,
    ...(isEmpty(rule.apiGroups)
      ? [required(`${path}.apiGroups`, 'resource rules must supply at least one api group')]
      : []),
    ...(isEmpty(rule.resources)
      ? [required(`${path}.resources`, 'resource rules must supply at least one resource')]
      : []),
  ];
}

function completeBinding(object: Fields): Fields {
  const binding = bindingFields.parse(object);
  const { subjects, ...rest } = binding;
  const apiGroup = binding.roleRef.apiGroup === '' ? rbacGroup : binding.roleRef.apiGroup;
  const completed = { ...rest, roleRef: { ...binding.roleRef, apiGroup } };
  return subjects === undefined || subjects.length === 0
    ? completed
    : { ...completed, subjects: subjects.map(completeSubject) };
}

function completeSubject(subject: Subject): Subject {
  const group = subject.kind === 'User' || subject.kind === 'Group' ? rbacGroup : '';
  const apiGroup = subject.apiGroup === undefined || subject.apiGroup === '' ? group : subject.apiGroup;
  const { apiGroup: _, ...rest } = subject;
  return apiGroup === '' ? rest : { ...rest, apiGroup };
}

function validateRoleRef(object: StoredObject): readonly Cause[] {
  const { roleRef } = asBinding(object);
  const kinds = object.metadata.namespace === undefined ? ['ClusterRole'] : ['Role', 'ClusterRole'];
  const wrongName = roleRef.name === '' ? undefined : pathSegmentName(roleRef.name);
  return [
    ...(roleRef.apiGroup === rbacGroup
      ? []
      : [unsupported('roleRef.apiGroup', roleRef.apiGroup, [rbacGroup])]),
    ...(kinds.includes(roleRef.kind) ? [] : [unsupported('roleRef.kind', roleRef.kind, kinds)]),
    ...(roleRef.name === '' ? [required('roleRef.name')] : []),
    ...(wrongName === undefined ? [] : [invalidValue('roleRef.name', roleRef.name, wrongName)]),
  ];
}

function validateSubject(subject: Subject, path: string, clusterWide: boolean): readonly Cause[] {
  const kinds = ['ServiceAccount', 'User', 'Group'];
  if (!kinds.includes(subject.kind)) return [unsupported(`${path}.kind`, subject.kind, kinds)];
  const group = subject.kind === 'ServiceAccount' ? '' : rbacGroup;
  const homeless = clusterWide && subject.kind === 'ServiceAccount' && (subject.namespace ?? '') === '';
  return [
    ...(subject.name === '' ? [required(`${path}.name`)] : []),
    ...((subject.apiGroup ?? '') === group
      ? []
      : [unsupported(`${path}.apiGroup`, subject.apiGroup ?? '', [group])]),
    ...(homeless ? [required(`${path}.namespace`)] : []),
  ];
}

function validateSameRole(object: StoredObject, before: StoredObject | undefined): readonly Cause[] {
  if (before === undefined) return [];
  const { roleRef } = asBinding(object);
  if (isDeepStrictEqual(roleRef, asBinding(before).roleRef)) return [];
  const message = `Invalid value: ${goRoleRef(roleRef)}: cannot change roleRef`;
  return [{ reason: 'FieldValueInvalid', message, field: 'roleRef' }];
}

const goRoleRef = ({ apiGroup, kind, name }: RoleRef) =>
  `rbac.RoleRef{APIGroup:${JSON.stringify(apiGroup)}, Kind:${JSON.stringify(kind)}, Name:${JSON.stringify(name)}}`;
