import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pageRoutes } from '../../../local/page/routes.ts';
import { inThreads } from '../../../local/page/static/messages.js';
import { parseMrkdwn } from '../../../local/page/static/mrkdwn.js';
import { distance, slackDate } from '../../../local/page/static/time.js';
import { matching } from '../../../local/page/static/users-select.js';

const folder = new URL('../../../local/page/static/', import.meta.url);

describe('the page', () => {
  it('is served with all its files, each of its own type', async () => {
    const routes = pageRoutes();
    for (const [path, type] of [
      ['/', 'text/html; charset=utf-8'],
      ['/base.css', 'text/css; charset=utf-8'],
      ['/main.js', 'text/javascript; charset=utf-8'],
    ]) {
      const answer = await routes.request(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe(type);
    }
    expect((await routes.request('/../routes.ts')).status).toBe(404);
  });

  it('allows scripts and styles from itself alone', async () => {
    const answer = await pageRoutes().request('/');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await answer.text()).not.toMatch(/<script(?![^>]*src=)|style="|\bon\w+="|(src|href)="https?:/);
  });

  it.each(readdirSync(folder).filter((name) => name.endsWith('.js')))('%s never writes HTML', (name) => {
    expect(readFileSync(new URL(name, folder), 'utf8')).not.toMatch(
      /innerHTML|outerHTML|insertAdjacent|document\.write/,
    );
  });
});

describe('mrkdwn', () => {
  const text = (value) => ({ kind: 'text', text: value });

  it.each([
    ['plain', [text('plain')]],
    [
      '*bold* and _italic_',
      [
        { kind: 'bold', children: [text('bold')] },
        text(' and '),
        { kind: 'italic', children: [text('italic')] },
      ],
    ],
    ['~gone~', [{ kind: 'strike', children: [text('gone')] }]],
    [
      '*bold with `code`*',
      [{ kind: 'bold', children: [text('bold with '), { kind: 'code', text: 'code' }] }],
    ],
    ['snake_case_name and 2*3*4', [text('snake_case_name and 2*3*4')]],
    ['`*not bold*`', [{ kind: 'code', text: '*not bold*' }]],
    ['one\ntwo', [text('one'), { kind: 'break' }, text('two')]],
    ['&gt; said', [{ kind: 'quote', children: [text('said')] }]],
    ['```\n<@U1> *x*```', [{ kind: 'pre', text: '<@U1> *x*' }]],
    ['<@U0ALICE>', [{ kind: 'user', id: 'U0ALICE' }]],
    ['<#C0GENERAL|general>', [{ kind: 'channel', id: 'C0GENERAL', name: 'general' }]],
    ['<!subteam^S0LEADS>', [{ kind: 'group', id: 'S0LEADS', name: '' }]],
    ['<!here>', [{ kind: 'broadcast', range: 'here' }]],
    [
      '<https://example.com/?a=1&amp;b=2|a link>',
      [{ kind: 'link', url: 'https://example.com/?a=1&b=2', text: 'a link' }],
    ],
    [
      '<!date^1700000000^{date_num} {time}|then>',
      [{ kind: 'date', seconds: 1700000000, format: '{date_num} {time}', fallback: 'then' }],
    ],
  ])('%j is understood', (source, pieces) => {
    expect(parseMrkdwn(source)).toEqual(pieces);
  });

  it('what a person typed and the app escaped stays text', () => {
    expect(parseMrkdwn('&lt;!channel&gt; &lt;script&gt; &amp;lt;')).toEqual([
      text('<!channel> <script> &lt;'),
    ]);
  });

  it('a link that is neither web nor mail stays text', () => {
    expect(parseMrkdwn('<javascript:alert(1)|click>')).toEqual([text('<javascript:alert(1)|click>')]);
  });
});

describe('times', () => {
  it("a date token is shown in the person's time zone, and falls back where it is none", () => {
    const world = { timeZone: 'Europe/Berlin', now: 1700000120_000 };
    expect(slackDate(1700000000, '{date_num} {time}, {ago}', 'then', world)).toBe(
      '14/11/2023 23:13, 2 min ago',
    );
    expect(slackDate(Number.NaN, '{date}', 'then', world)).toBe('then');
  });

  it('a distance is told in its two largest units', () => {
    expect([distance(40_000), distance(3_900_000), distance(-720_000)]).toEqual([
      'in 40 s',
      'in 1 h 5 min',
      '12 min ago',
    ]);
  });
});

it('replies stand below the message that began their thread', () => {
  const messages = [
    { ts: '1.1' },
    { ts: '2.2' },
    { ts: '3.3', threadTs: '1.1' },
    { ts: '4.4', threadTs: '1.1' },
  ];
  expect(inThreads(messages).map(({ ts }) => ts)).toEqual(['1.1', '3.3', '4.4', '2.2']);
});

it('people are searched by either name, without bots and those who left', () => {
  const user = (name, change = {}) => ({
    name,
    real_name: `${name} Person`,
    is_bot: false,
    deleted: false,
    ...change,
  });
  const users = [
    user('alice'),
    user('alina', { deleted: true }),
    user('ali-bot', { is_bot: true }),
    user('bob'),
  ];
  expect(matching(users, 'ALI').map(({ name }) => name)).toEqual(['alice']);
  expect(matching(users, 'person')).toHaveLength(2);
});
