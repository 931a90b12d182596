import { UsageError } from '../options.ts';

/** Where the command line calls: what the option or the environment says. @throws UsageError */
export function endpointOf(option: string | undefined, environment: string | undefined): URL {
  const text = option ?? environment ?? '';
  if (text === '') {
    throw new UsageError(
      'The endpoint is missing. Name it with --endpoint or K8S_ACCESS_ENDPOINT: it is the stack’s output CommandLineUrl.',
    );
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url));
  if (url !== undefined && isSafe) return url;
  throw new UsageError('The endpoint must be a URL that begins with https://.');
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]';
}
