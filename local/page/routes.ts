import { Hono } from 'hono';
import type { PageFiles } from './files.ts';

/** Nothing from elsewhere and nothing inline: what people typed cannot become code on the page. */
const headers = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' https: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** The page at `/`, its script and its style sheet, to be mounted at `/`. */
export function pageRoutes(files: Promise<PageFiles>): Hono {
  const routes = new Hono();
  const serve = (path: string, type: string, textOf: (files: PageFiles) => string) =>
    routes.get(path, async (context) =>
      context.body(textOf(await files), 200, { ...headers, 'content-type': `${type}; charset=utf-8` }),
    );
  serve('/', 'text/html', ({ html }) => html);
  serve('/page.js', 'text/javascript', ({ script }) => script);
  serve('/page.css', 'text/css', ({ style }) => style);
  return routes;
}
