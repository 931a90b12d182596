import type { MiddlewareHandler } from 'hono';

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Lets in only what this machine's own programs and this platform's own page send. Another site that a browser shows can
 * neither post here (it would name itself as `Origin`) nor read from here by a name that it points to 127.0.0.1 (`Host`
 * would be that name). https://fetch.spec.whatwg.org/#origin-header
 */
export function sameSiteOnly(): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header('host') ?? '';
    const origin = context.req.header('origin');
    const known = loopback.has(host.replace(/:\d+$/, ''));
    if (known && (origin === undefined || origin === `http://${host}`)) return next();
    return context.json(
      { error: 'The platform takes calls from this machine and its own page only. Open it as 127.0.0.1.' },
      403,
    );
  };
}
