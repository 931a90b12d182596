/** A function whose cold start fails, as with a missing setting. */
export async function create(): Promise<never> {
  throw new Error('TABLE_NAME is not set');
}
