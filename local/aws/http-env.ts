import type { HttpBindings } from '@hono/node-server';
import type { Caller } from './identity/caller.ts';
import type { Query } from './signature/request.ts';

/** What every route finds: the verified caller, and the request that the signature covers. */
export interface AwsEnv {
  Bindings: HttpBindings;
  Variables: {
    caller: Caller;
    query: Query;
    body: Uint8Array<ArrayBuffer>;
  };
}
