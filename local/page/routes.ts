import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';

const folder = fileURLToPath(new URL('./static/', import.meta.url));

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** Nothing from elsewhere and nothing inline: what people typed cannot become code on the page. */
const headers = {
  'content-security-policy': "default-src 'self'; img-src 'self' https: data:; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** The page at `/` and the files that it loads, to be mounted at `/`. All of them are read once, now. */
export function pageRoutes(): Hono {
  const routes = new Hono();
  for (const name of readdirSync(folder)) {
    const type = types[extname(name)];
    if (type === undefined) continue;
    const content = readFileSync(`${folder}${name}`, 'utf8');
    const path = name === 'index.html' ? '/' : `/${name}`;
    routes.get(path, (context) => context.body(content, 200, { ...headers, 'content-type': type }));
  }
  return routes;
}
