/** The scope of an access policy's association, as on the wire. */
export type AccessScope =
  | { readonly type: 'cluster' }
  | { readonly type: 'namespace'; readonly namespaces: readonly string[] };

export interface PolicyAssociation {
  readonly policyArn: string;
  readonly accessScope: AccessScope;
  /** Milliseconds since the epoch, platform time; so are all times here. */
  readonly associatedAt: number;
  readonly modifiedAt: number;
}

/** An access entry as it is kept. Its associations live in it, so that they go when it goes. */
export interface AccessEntry {
  readonly clusterName: string;
  readonly principalArn: string;
  /** The principal's `AROA…` or `AIDA…` when the entry was made; null for one that was unknown then. */
  readonly principalId: string | null;
  readonly accessEntryArn: string;
  readonly type: string;
  /** A template, e.g. `k8s-access:{{SessionNameRaw}}`. */
  readonly username: string;
  readonly kubernetesGroups: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Of the call that made it: a repetition of that call is answered as the call itself was. */
  readonly creation: { readonly clientRequestToken: string | null; readonly parameters: string };
  readonly policies: readonly PolicyAssociation[];
}

/** An access entry as DescribeAccessEntry returns it; times are seconds since the epoch. */
export function describeEntry(entry: AccessEntry) {
  const { clusterName, principalArn, kubernetesGroups, accessEntryArn, tags, username, type } = entry;
  return {
    clusterName,
    principalArn,
    kubernetesGroups,
    accessEntryArn,
    createdAt: entry.createdAt / 1000,
    modifiedAt: entry.modifiedAt / 1000,
    tags,
    username,
    type,
  };
}

/** An association as ListAssociatedAccessPolicies returns it; times are seconds since the epoch. */
export function describeAssociation({ policyArn, accessScope, associatedAt, modifiedAt }: PolicyAssociation) {
  const namespaces = accessScope.type === 'namespace' ? accessScope.namespaces : [];
  return {
    policyArn,
    accessScope: { type: accessScope.type, namespaces },
    associatedAt: associatedAt / 1000,
    modifiedAt: modifiedAt / 1000,
  };
}
