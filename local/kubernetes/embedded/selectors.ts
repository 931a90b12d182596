import type { ObjectMeta, StringMap } from './object.ts';
import { badRequest } from './status.ts';

export interface FieldTerm {
  readonly path: 'metadata.name' | 'metadata.namespace';
  readonly equal: boolean;
  readonly value: string;
}

export type LabelTerm =
  | { readonly operator: 'in' | 'notin'; readonly key: string; readonly values: readonly string[] }
  | { readonly operator: 'exists' | 'missing'; readonly key: string };

/** Reads `metadata.name=b,metadata.namespace!=d`; throws BadRequest for anything else. */
export function parseFieldSelector(text: string): readonly FieldTerm[] {
  return splitTerms(text).map((term) => {
    const match = /^([^=!]+?)\s*(!=|==?)\s*(.*)$/.exec(term);
    if (match === null) throw badRequest(`invalid selector: '${term}'; can't understand '${term}'`);
    const [, path = '', operator, value = ''] = match;
    if (path !== 'metadata.name' && path !== 'metadata.namespace') {
      throw badRequest(`field label not supported: ${path}`);
    }
    return { path, equal: operator !== '!=', value };
  });
}

export function matchesFields(terms: readonly FieldTerm[], { name, namespace = '' }: ObjectMeta): boolean {
  const fields = { 'metadata.name': name, 'metadata.namespace': namespace };
  return terms.every((term) => (fields[term.path] === term.value) === term.equal);
}

/** Reads `a=b, c!=d, e in (f, g), h notin (i), j, !k`; throws BadRequest for anything else. */
export function parseLabelSelector(text: string): readonly LabelTerm[] {
  return splitTerms(text).map(parseLabelTerm);
}

export function matchesLabels(terms: readonly LabelTerm[], labels: StringMap | undefined): boolean {
  return terms.every((term) => matchesLabel(term, labels?.[term.key]));
}

function matchesLabel(term: LabelTerm, value: string | undefined): boolean {
  switch (term.operator) {
    case 'exists':
      return value !== undefined;
    case 'missing':
      return value === undefined;
    case 'in':
      return value !== undefined && term.values.includes(value);
    case 'notin':
      return value === undefined || !term.values.includes(value);
  }
}

const labelKey = '[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?(?:/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?';
const setTerm = new RegExp(`^(?<key>${labelKey})\\s+(?<operator>in|notin)\\s*\\((?<values>[^()]*)\\)$`);
const equalTerm = new RegExp(`^(?<key>${labelKey})\\s*(?<operator>==?|!=)\\s*(?<values>[-A-Za-z0-9_.]*)$`);
const presenceTerm = new RegExp(`^(?<operator>!?)\\s*(?<key>${labelKey})$`);

function parseLabelTerm(text: string): LabelTerm {
  const groups = (setTerm.exec(text) ?? equalTerm.exec(text) ?? presenceTerm.exec(text))?.groups;
  const key = groups?.['key'];
  if (groups === undefined || key === undefined) {
    throw badRequest(`unable to parse requirement: found '${text}', expected: '=', '!=', '==', 'in', notin'`);
  }
  const values = (groups['values'] ?? '').split(',').map((value) => value.trim());
  switch (groups['operator']) {
    case 'in':
    case '=':
    case '==':
      return { operator: 'in', key, values };
    case 'notin':
    case '!=':
      return { operator: 'notin', key, values };
    case '!':
      return { operator: 'missing', key };
    default:
      return { operator: 'exists', key };
  }
}

// Commas separate terms, except inside the parentheses of a set.
function splitTerms(text: string): readonly string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map((term) => term.trim())
    .filter((term) => term !== '');
}
