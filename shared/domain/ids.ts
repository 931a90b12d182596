import { type Brand, invalid, type Parsed, valid } from './brand.ts';

/**
 * Names a request everywhere: in Slack, in DynamoDB, as the state machine execution's name, in the names and labels
 * of what is made in the cluster. Twelve characters of Crockford's base32: short enough to type on a phone, without
 * letters that look like digits, and valid in a Kubernetes name and label.
 */
export type RequestId = Brand<string, 'RequestId'>;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const requestIdPattern = /^[0-9a-hjkmnp-tv-z]{12}$/;

export function parseRequestId(text: string): Parsed<RequestId> {
  const id = text.trim().toLowerCase();
  return requestIdPattern.test(id)
    ? valid(id as RequestId)
    : invalid(
        'A request id has 12 letters and digits, such as 7k3m9x2p4qab. `/k8s-access list` shows yours.',
      );
}

/**
 * The id that belongs to one Slack delivery: the first 60 bits of a hash over what makes the delivery unique. A
 * delivery that Slack or a proxy repeats leads to the same id, and so to the same record, never to a second one.
 */
export function requestIdFromHash(sha256Hex: string): RequestId {
  const bits = BigInt(`0x${sha256Hex.slice(0, 15)}`);
  const digits = Array.from(
    { length: 12 },
    (_, place) => alphabet[Number((bits >> BigInt(5 * place)) & 31n)],
  );
  return digits.join('') as RequestId;
}
