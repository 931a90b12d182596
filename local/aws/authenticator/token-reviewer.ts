/** Who a bearer token stands for, as Kubernetes' TokenReview tells it. */
export interface TokenUser {
  readonly username: string;
  readonly uid: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

export type TokenReview =
  | { readonly authenticated: true; readonly user: TokenUser }
  | { readonly authenticated: false; readonly reason: string };

/** Judges a bearer token that was shown to a cluster's API server. Rejects only for a cluster that does not exist. */
export type TokenReviewer = (token: string, cluster: string) => Promise<TokenReview>;
