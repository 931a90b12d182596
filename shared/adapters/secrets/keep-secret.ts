/** Milliseconds. So long it takes at most until a secret that was rotated is known, without a deployment. */
const freshFor = 5 * 60_000;

/**
 * A secret that is read when it is first needed and again when it has grown old. What cannot be read again stays in use,
 * because access must open and close while Secrets Manager does not answer. A secret that reads the same as before is
 * the same object. @param now milliseconds of real time @throws what the first read throws
 */
export function keepSecret<Secret>(read: () => Promise<Secret>, now: () => number): () => Promise<Secret> {
  let kept: { readonly secret: Secret; readonly since: number } | undefined;
  return async () => {
    if (kept !== undefined && now() - kept.since < freshFor) return kept.secret;
    const secret = await read().catch((error: unknown) => {
      if (kept === undefined) throw error;
      return kept.secret;
    });
    kept = { secret: kept !== undefined && isSame(kept.secret, secret) ? kept.secret : secret, since: now() };
    return kept.secret;
  };
}

/** What is made of a secret, made anew when the secret has changed. */
export function madeOf<Secret, Made>(
  secret: () => Promise<Secret>,
  make: (secret: Secret) => Made,
): () => Promise<Made> {
  let last: { readonly secret: Secret; readonly made: Made } | undefined;
  return async () => {
    const current = await secret();
    if (last?.secret !== current) last = { secret: current, made: make(current) };
    return last.made;
  };
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
