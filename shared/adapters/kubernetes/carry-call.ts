import { Agent, request } from 'undici';
import type { ClusterCall, ClusterCallAnswer } from '../lambda/cluster-call.ts';
import { codeOf } from './failure.ts';

/** Connections to API servers, by the authority that each trusts alone; kept by a warm function. */
export type Agents = Map<string, Agent>;

const connectMs = 5_000;
const callMs = 9_000;

/**
 * Makes the call and answers what the API server said, or that none did.
 * @param domain that API servers are in, such as `eks.amazonaws.com`; calls to others are not made
 */
export async function carryCall(
  { endpoint, caPem, method, path, headers, body }: ClusterCall,
  domain: string,
  agents: Agents,
): Promise<ClusterCallAnswer> {
  const { hostname } = new URL(endpoint);
  if (hostname !== domain && !hostname.endsWith(`.${domain}`))
    return { answered: false, code: 'NOT_A_CLUSTER' };
  const dispatcher = agents.get(caPem) ?? new Agent({ connect: { ca: caPem, timeout: connectMs } });
  agents.set(caPem, dispatcher);
  try {
    const answer = await request(`${endpoint}${path}`, {
      ...{ method, headers, dispatcher, body: body ?? null },
      signal: AbortSignal.timeout(callMs),
    });
    return {
      answered: true,
      status: answer.statusCode,
      contentType: String(answer.headers['content-type'] ?? 'application/json'),
      body: await answer.body.text(),
    };
  } catch (error) {
    agents.delete(caPem);
    return { answered: false, code: codeOf(error) };
  }
}
