import type { ViewSubmitAction } from '@slack/bolt';
import { type Parsed, valid } from '../../shared/domain/brand.ts';
import { parseRequestId } from '../../shared/domain/ids.ts';
import type { Click } from '../../shared/usecases/approver.ts';
import { personOf } from './person.ts';

/** The click that opened the form, as the form carries it along. */
export function draftOf(body: ViewSubmitAction): Parsed<Click> {
  const [request = '', channel, ts] = body.view.private_metadata.split(' ');
  const id = parseRequestId(request);
  if (!id.ok) return id;
  const card = channel === undefined || ts === undefined ? {} : { card: { channel, ts } };
  return valid({ id: id.value, approver: personOf(body), ...card });
}
