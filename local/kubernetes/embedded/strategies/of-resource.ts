import { qualifiedName, type ResourceType } from '../resources.ts';
import { namespaceStrategy, plainStrategy, podStrategy, secretStrategy } from './core.ts';
import { bindingStrategy, clusterRoleStrategy, roleStrategy } from './rbac.ts';
import type { Strategy } from './strategy.ts';

const strategies: Readonly<Record<string, Strategy>> = {
  namespaces: namespaceStrategy,
  pods: podStrategy,
  secrets: secretStrategy,
  'roles.rbac.authorization.k8s.io': roleStrategy,
  'clusterroles.rbac.authorization.k8s.io': clusterRoleStrategy,
  'rolebindings.rbac.authorization.k8s.io': bindingStrategy,
  'clusterrolebindings.rbac.authorization.k8s.io': bindingStrategy,
};

export const strategyOf = (resource: ResourceType): Strategy =>
  strategies[qualifiedName(resource)] ?? plainStrategy;
