import { withRequestId } from '../../shared/adapters/log/request-id.ts';
import { create } from './create.ts';

export const handler = withRequestId(create(process.env, Date.now));
