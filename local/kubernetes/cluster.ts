/** A Kubernetes API server of the local platform, embedded or real. */
export interface RunningCluster {
  readonly name: string;
  /** `https://127.0.0.1:<port>` */
  readonly url: string;
  readonly caPem: string;
  /** All bindings of that kind, as Kubernetes lists them. */
  objects(kind: BindingCollection): Promise<readonly unknown[]>;
  stop(): Promise<void>;
}

export type BindingCollection = 'roleBindings' | 'clusterRoleBindings';

/** Who a bearer token stands for. */
export interface TokenUser {
  readonly username: string;
  readonly uid: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

export type TokenVerdict =
  | { readonly authenticated: true; readonly user: TokenUser }
  | { readonly authenticated: false; readonly reason: string };

/** What a bearer token proves to the named cluster; the EKS endpoint supplies it. */
export type TokenReviewer = (token: string, cluster: string) => Promise<TokenVerdict>;
