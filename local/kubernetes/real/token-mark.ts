const mark = /~\d+$/;
let marked = 0;

/**
 * A token made different from every other one. The real API server remembers for ten seconds that it accepted a token,
 * and no flag turns that off (TokenSuccessCacheTTL in pkg/kubeapiserver/options/authentication.go; tried with 1.20.2).
 * The platform clock may move past a token's life within those seconds, and then the token must be refused.
 */
export function withMark(token: string): string {
  marked += 1;
  return `${token}~${marked}`;
}

/** The token as its bearer sent it. */
export const withoutMark = (token: string) => token.replace(mark, '');

/** Service account tokens are JWTs that the API server verifies itself, so they must arrive unchanged. */
export const isServiceAccountToken = (token: string) => /^eyJ[\w-]*\.[\w-]+\.[\w-]+$/.test(token);
