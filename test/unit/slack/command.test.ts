import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../functions/slack/command.ts';
import { durationOf, estate, scope } from '../../support/records.ts';

const parse = (text: string) => parseCommand(text, estate);
const sentenceOf = (text: string) => {
  const parsed = parse(text);
  return parsed.kind === 'problem' ? parsed.sentence : `no problem but ${parsed.kind}`;
};

describe('a request', () => {
  const ask = {
    scope: scope('prod-eu', 'payments', 'edit'),
    duration: durationOf('1h'),
    reason: 'it is stuck',
  };

  it('is read from its parts', () => {
    expect(parse('request prod-eu payments edit 1h it is stuck')).toEqual({ kind: 'request', ask });
  });

  it.each([
    ['double spaces and a tab', '  request  prod-eu\tpayments  edit 1h   it is stuck '],
    ['quotes around names', 'request `prod-eu` ‘payments’ “edit” "1h" it is stuck'],
    ['a capital in the verb', 'Request prod-eu payments edit 1h it is stuck'],
  ])('is read with %s', (_, text) => {
    expect(parse(text)).toEqual({ kind: 'request', ask });
  });

  it.each(['payments,checkout', 'checkout, payments', 'payments , checkout', 'checkout,payments,payments'])(
    'reads several namespaces: %s',
    (list) => {
      expect(parse(`request prod-eu ${list} view 1h one, two, three`)).toMatchObject({
        ask: { scope: scope('prod-eu', 'checkout,payments', 'view'), reason: 'one, two, three' },
      });
    },
  );

  it('keeps a hostile reason as it was typed', () => {
    const reason = '<!channel> <@U0BOB> `rm -rf` <https://evil.example|click> “quoted” & *bold*';
    expect(parse(`request prod-eu payments edit 1h ${reason}`)).toMatchObject({ ask: { reason } });
  });

  it('repeats what was typed only inside code, whatever quotes it has', () => {
    expect(sentenceOf('request prod-eu payments edit `a`*b*` a reason')).toMatch(
      /^`a\*b\*` is not a duration/,
    );
  });

  it('says what is missing, and how to write it', () => {
    expect(sentenceOf('request prod-eu payments')).toBe(
      'The request lacks a role, a duration and a reason. Write `/k8s-access request <cluster> <namespace[,namespace]> <role> <duration> <reason...>`.',
    );
    expect(sentenceOf('request prod-eu payments edit 1h')).toMatch(/lacks a reason\. Write/);
    expect(sentenceOf('request')).toMatch(/lacks a cluster, a namespace, a role, a duration and a reason/);
  });

  it.each(['0m', '0h', '-1h', '1d', '24', 'soon', '1.5h', '1h90m'])('refuses the duration %s', (typed) => {
    expect(sentenceOf(`request prod-eu payments edit ${typed} a reason`)).toMatch(/`30m`, `2h` or `1h30m`/);
  });

  it('reads 24h, which the policy then judges', () => {
    expect(parse('request prod-eu payments edit 24h a reason')).toMatchObject({ kind: 'request' });
  });

  it('refuses a reason of 5,000 characters', () => {
    expect(sentenceOf(`request prod-eu payments edit 1h ${'x'.repeat(5000)}`)).toMatch(
      /has 5,000 characters/,
    );
  });

  it('refuses control characters in a reason', () => {
    expect(sentenceOf('request prod-eu payments edit 1h \u001b[31mred')).toMatch(/control characters/);
  });

  it('lists what exists beside a name that cannot be one', () => {
    expect(sentenceOf('request prod-eu Payments edit 1h a reason')).toMatch(/lower-case.*`checkout`/);
    expect(sentenceOf('request prod-eu payments Edit 1h a reason')).toMatch(/`view`/);
    expect(sentenceOf('request #prod payments edit 1h a reason')).toMatch(/`prod-eu`, `staging-eu`/);
  });

  it('tells of every mistake at once', () => {
    const sentence = sentenceOf('request prod-eu Payments edit 1d a reason');
    expect(sentence).toMatch(/namespace/);
    expect(sentence).toMatch(/`1d`/);
  });
});

describe('the other commands', () => {
  it('are read', () => {
    expect(parse('')).toEqual({ kind: 'form' });
    expect(parse('  ')).toEqual({ kind: 'form' });
    expect(parse('list')).toEqual({ kind: 'list' });
    expect(parse('help')).toEqual({ kind: 'help' });
    expect(parse('status 7K3M9X2P4QAB')).toEqual({ kind: 'status', id: '7k3m9x2p4qab' });
    expect(parse('status `7k3m9x2p4qab`')).toEqual({ kind: 'status', id: '7k3m9x2p4qab' });
  });

  it('that end something name it', () => {
    expect(parse('withdraw 7k3m9x2p4qab')).toEqual({ kind: 'withdraw', id: '7k3m9x2p4qab' });
    expect(parse('RELEASE `7k3m9x2p4qab`')).toEqual({ kind: 'release', id: '7k3m9x2p4qab' });
    expect(sentenceOf('release')).toMatch(/`\/k8s-access release <id>`/);
    expect(sentenceOf('withdraw 7k3m9x2p4qab please')).toMatch(/one request/);
  });

  it('that revoke say why, in words that stay as they were typed', () => {
    const why = 'it <!here> is `over`';
    expect(parse(`revoke 7k3m9x2p4qab  ${why}`)).toEqual({ kind: 'revoke', id: '7k3m9x2p4qab', why });
    expect(sentenceOf('revoke')).toMatch(/which request, and why: `\/k8s-access revoke <id> <reason...>`/);
    expect(sentenceOf('revoke the job is done')).toMatch(/12 letters and digits/);
    expect(sentenceOf('revoke 7k3m9x2p4qab')).toMatch(/Say why in a few words.*revoke <id> <reason...>/);
    expect(sentenceOf('revoke 7k3m9x2p4qab \u200b')).toMatch(/Say why in a few words/);
    expect(sentenceOf(`revoke 7k3m9x2p4qab ${'x'.repeat(1001)}`)).toMatch(/has 1,001 characters/);
  });

  it('need one request’s id for its status', () => {
    expect(sentenceOf('status')).toMatch(/`\/k8s-access status <id>`/);
    expect(sentenceOf('status 123')).toMatch(/12 letters and digits/);
    expect(sentenceOf('status 7k3m9x2p4qab 7k3m9x2p4qac')).toMatch(/one request/);
  });

  it('need an id, how much longer and why to extend, and say what is wrong with each', () => {
    expect(parse('extend `7K3M9X2P4QAB` 1h30m the job is not done')).toEqual({
      kind: 'extend',
      of: '7k3m9x2p4qab',
      duration: 90,
      reason: 'the job is not done',
    });
    const usage = '/k8s-access extend <id> <duration> <reason...>';
    for (const text of ['extend', 'extend 7k3m9x2p4qab', 'extend 7k3m9x2p4qab 1h']) {
      expect(sentenceOf(text)).toContain(usage);
    }
    expect(sentenceOf('extend 7k3m9x2p4qab 0m why')).toContain('A duration of zero opens nothing');
    expect(sentenceOf('extend 7k3m9x2p4qab soon why')).toContain('`soon` is not a duration');
    expect(sentenceOf('extend nonsense -5m why')).toMatch(/12 letters and digits.*\n.*not a duration/);
  });

  it('a link is taken from whom somebody mentions, or names by id', () => {
    const unlink = { kind: 'unlink', of: 'U0ALICE', why: 'she has a new session name' };
    for (const whom of ['<@U0ALICE|alice>', '<@U0ALICE>', 'U0ALICE']) {
      expect(parse(`unlink ${whom} she has a new session name`)).toEqual(unlink);
    }
    for (const whom of ['', '@alice', 'alice', '<@U0ALICE|alice', '<!channel>', '<@u0alice>']) {
      expect(sentenceOf(`unlink ${whom} because`)).toMatch(/^Mention whose link goes/);
    }
    expect(sentenceOf('unlink <@U0ALICE>')).toMatch(/`\/k8s-access unlink <@person> <reason...>`/);
    expect(parse('link')).toEqual({ kind: 'link' });
    expect(sentenceOf('link 1234-5678')).toMatch(/stands alone.*terminal/);
  });

  it.each(['sweeping', 'frobnicate'])('do not include %s', (verb) => {
    expect(sentenceOf(`${verb} 7k3m9x2p4qab 1h a reason`)).toMatch(
      new RegExp(
        `no command \`${verb}\`.*\`request\`, \`list\`, \`status\`, \`withdraw\`, \`release\`, \`extend\`, \`revoke\`, \`sweep\`, \`link\`, \`unlink\` and \`help\``,
      ),
    );
  });

  it('are not repeated where they are no words', () => {
    expect(sentenceOf('<!channel>')).not.toContain('channel');
    expect(sentenceOf('toString')).toMatch(/no command `toString`/);
  });
});
