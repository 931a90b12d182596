import { describe, expect, it } from 'vitest';
import { dateComplaints } from '../../../local/slack/block-kit/dates.ts';
import { section } from '../../support/slack.ts';
import { complaints } from './support.ts';

describe('a date in mrkdwn', () => {
  it.each([
    'no date at all',
    '<!date^1700000000^{date_short_pretty} at {time}|14 Nov>',
    'ends <!date^1700000000^{ago}|soon>, began <!date^1600000000^Began {date_long_full}|then>',
    '<!date^1700000000^{date_num}^https://example.com/?a=b|14 Nov>',
    '&lt;!date^typed by a person&gt;',
  ])('%s is accepted', (text) => {
    expect(dateComplaints(text)).toEqual([]);
  });

  it.each([
    ['<!date^1700000000^{date_shrot}|then>', 'unknown date token {date_shrot}'],
    ['<!date^1700000000^tomorrow|then>', 'date format "tomorrow" has no token'],
    ['<!date^1700000000^{date}>', 'malformed date <!date^1700000000^{date}>'],
    ['<!date^1700000000123^{date}|then>', 'malformed date'],
    ['<!date^soon^{date}|then>', 'malformed date'],
    ['<!date^1700000000^{date}|then', 'malformed date'],
  ])('%s is refused', (text, complaint) => {
    expect(dateComplaints(text)).toEqual([expect.stringContaining(complaint)]);
  });

  it('is complained about where it stands, in blocks and in rich text', () => {
    expect(complaints(section('<!date^1^{dat}|then>'))).toEqual([
      'unknown date token {dat} [json-pointer:/blocks/0/text/text]',
    ]);
    const date = { type: 'date', timestamp: 1, format: '{tim}' };
    const elements = [{ type: 'rich_text_section', elements: [date] }];
    expect(complaints({ type: 'rich_text', elements })).toEqual([
      expect.stringContaining('unknown date token {tim}'),
    ]);
  });
});
