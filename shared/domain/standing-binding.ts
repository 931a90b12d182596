import { parseRequestId, type RequestId } from './ids.ts';
import type { Binding } from './request.ts';
import { bindingNameOf, bindingNamePrefix } from './window.ts';

/** A role binding as it stands in a cluster, whoever made it. */
export interface StandingBinding extends Required<Binding> {
  /** The name of the role that it gives. */
  readonly role: string;
  readonly roleKind: 'ClusterRole' | 'Role';
  /** The users that it names. */
  readonly users: readonly string[];
  /** How many groups and service accounts it names beside them. */
  readonly others: number;
  /** The labels that our bindings carry, as far as it has them. */
  readonly marks: { readonly managedBy?: string; readonly request?: string };
}

/** What the label `app.kubernetes.io/managed-by` of our bindings says. */
export const manager = 'k8s-access';

/** The request that a binding says to be made for, by its label or by its name, true or not. */
export function claimOf({ name, marks }: StandingBinding): RequestId | undefined {
  const named = name.startsWith(bindingNamePrefix) ? name.slice(bindingNamePrefix.length) : '';
  const ids = [named, marks.request ?? ''].map((text) => parseRequestId(text));
  return ids.flatMap((id) => (id.ok ? [id.value] : []))[0];
}

/** Whether it carries all the marks of a binding of ours, so that it is ours to remove. */
export function isMarked({ name, marks }: StandingBinding): boolean {
  const id = parseRequestId(marks.request ?? '');
  return id.ok && marks.managedBy === manager && name === bindingNameOf(id.value);
}

/** `namespace/name`, the namespace `*` where it counts in the whole cluster. */
export function placeOf({ namespace, name }: Pick<Binding, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}
