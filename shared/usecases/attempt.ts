import type { Reporter } from './ports.ts';

/** Does one of several things that must not hold up each other; should it fail, reports that and answers nothing. */
export async function attempt<Value>(
  { reporter }: { readonly reporter: Reporter },
  what: string,
  act: () => Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await act();
  } catch (error) {
    reporter.failed(what, error);
    return undefined;
  }
}
