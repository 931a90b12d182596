import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { sameSiteOnly } from '../../../local/api/same-site.ts';
import { bundlePage } from '../../../local/page/files.ts';
import { pageRoutes } from '../../../local/page/routes.ts';

describe('the page', () => {
  const routes = pageRoutes(bundlePage());

  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/page.css', 'text/css; charset=utf-8'],
    ['/page.js', 'text/javascript; charset=utf-8'],
  ])('%s is served as its own type', async (path, type) => {
    const answer = await routes.request(path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
    expect(await answer.text()).not.toBe('');
  });

  it('runs scripts and shows styles of its own alone, and fetches nothing from elsewhere', async () => {
    const answer = await routes.request('/');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await answer.text()).not.toMatch(
      /<script(?![^>]*src=)|style="|\bon\w+="|(src|href)="(https?:)?\/\//,
    );
    expect(await (await routes.request('/page.css')).text()).not.toMatch(/@import|url\((?!data:)/);
  });
});

describe('the local API', () => {
  const app = new Hono().use(sameSiteOnly()).get('/', (context) => context.text('in'));
  const ask = async (headers: Record<string, string>) =>
    (await app.request('http://127.0.0.1:4000/', { headers })).status;

  it.each([
    [{ host: '127.0.0.1:4000' }],
    [{ host: 'localhost:4000', origin: 'http://localhost:4000' }],
    [{ host: '[::1]:4000' }],
  ])('takes calls from this machine and its own page: %j', async (headers) => {
    expect(await ask(headers)).toBe(200);
  });

  it.each([
    [{ host: 'evil.example:4000' }],
    [{ host: '127.0.0.1.evil.example' }],
    [{ host: '127.0.0.1:4000', origin: 'https://evil.example' }],
    [{ host: '127.0.0.1:4000', origin: 'null' }],
    [{ host: '127.0.0.1:4000', origin: 'http://127.0.0.1:9999' }],
  ])('takes none from another site: %j', async (headers) => {
    expect(await ask(headers)).toBe(403);
  });
});
