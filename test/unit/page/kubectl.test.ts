import { describe, expect, it } from 'vitest';
import { whyNotPermitted } from '../../../local/kubectl/permitted.ts';
import { wordsOf } from '../../../local/kubectl/words.ts';

describe('a line of kubectl', () => {
  it.each([
    ['get pods -n payments', ['get', 'pods', '-n', 'payments']],
    [`patch cm x -p '{"data": {"a": "b c"}}'`, ['patch', 'cm', 'x', '-p', '{"data": {"a": "b c"}}']],
    [' get   "pods" ', ['get', 'pods']],
    ['get pods; rm -rf $HOME | cat', ['get', 'pods;', 'rm', '-rf', '$HOME', '|', 'cat']],
    ['', []],
  ])('%j is cut into words, and nothing in it is run', (line, words) => {
    expect(wordsOf(line)).toEqual(words);
  });

  it.each(['get "pods', "get 'pods"])('%j has a quote left open', (line) => {
    expect(wordsOf(line)).toBeUndefined();
  });

  it.each([
    'get pods -n payments',
    'get pods -npayments -oyaml',
    'auth can-i delete pods -n payments --list=false',
    'create rolebinding me --clusterrole=cluster-admin --user=alice -n payments',
  ])('%j is passed on', (line) => {
    expect(whyNotPermitted(wordsOf(line) ?? [])).toBeUndefined();
  });

  it.each([
    'apply -f /etc/passwd',
    'create -f /etc/passwd',
    'get pods --kubeconfig /root/.kube/config',
    'get pods --server=https://elsewhere.example',
    'get pods -ojsonpath-file=/etc/passwd',
    'get pods -o go-template-file=/etc/passwd',
    'get pods --output=custom-columns-file=/etc/passwd',
    'get pods --token=abc --profile-output=/tmp/x',
    'get pods -w',
    'proxy',
    'create configmap x --from-file=/etc/passwd',
    'my-plugin',
    '--kubeconfig=x get pods',
    '',
  ])('%j is not, and a sentence says why', (line) => {
    expect(whyNotPermitted(wordsOf(line) ?? [])).toMatch(/^[A-Z].*[.…]$|example/);
  });
});
