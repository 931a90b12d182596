import { describe, expect, it } from 'vitest';
import { keepSecret, madeOf } from '../../../shared/adapters/secrets/keep-secret.ts';

const minute = 60_000;

/** Secrets Manager, with a clock: what it holds can be changed, and it can be down. */
function manager() {
  const state = { now: 0, token: 'first', isDown: false, reads: 0 };
  const read = async () => {
    state.reads += 1;
    if (state.isDown) throw new Error('Secrets Manager does not answer');
    return { token: state.token };
  };
  return { state, secret: keepSecret(read, () => state.now) };
}

describe('a secret that is kept', () => {
  it('is read once for as long as it is fresh', async () => {
    const { state, secret } = manager();
    await secret();
    state.now = 5 * minute - 1;
    await secret();
    expect(state.reads).toBe(1);
  });

  it('is the new one five minutes after a rotation, without a deployment', async () => {
    const { state, secret } = manager();
    await secret();
    Object.assign(state, { token: 'second', now: 5 * minute });
    expect(await secret()).toEqual({ token: 'second' });
  });

  it('stays in use while it cannot be read again, and is not asked for at each call', async () => {
    const { state, secret } = manager();
    await secret();
    Object.assign(state, { isDown: true, now: 5 * minute });
    expect(await secret()).toEqual({ token: 'first' });
    await secret();
    expect(state.reads).toBe(2);
  });

  it('that was never read says why, and is asked for again at the next call', async () => {
    const { state, secret } = manager();
    state.isDown = true;
    await expect(secret()).rejects.toThrow('Secrets Manager does not answer');
    state.isDown = false;
    expect(await secret()).toEqual({ token: 'first' });
  });
});

it('what is made of a secret is made anew only when the secret has changed', async () => {
  const { state, secret } = manager();
  const made: string[] = [];
  const client = madeOf(secret, ({ token }) => made.push(token));
  await client();
  state.now = 5 * minute;
  await client();
  Object.assign(state, { token: 'second', now: 10 * minute });
  await client();
  expect(made).toEqual(['first', 'second']);
});
