import type { Agent } from 'node:https';
import type { ClusterCall, ClusterCallAnswer } from '../lambda/cluster-call.ts';
import { codeOf } from './failure.ts';
import { agentTrusting, callOverHttps } from './https-call.ts';

/** Connections to API servers, by the authority that each trusts alone; kept by a warm function. */
export type Agents = Map<string, Agent>;

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
  const agent = agents.get(caPem) ?? agentTrusting(caPem);
  agents.set(caPem, agent);
  try {
    const call = { url: `${endpoint}${path}`, method, headers, ...(body !== undefined && { body }) };
    return { answered: true, ...(await callOverHttps(call, agent, AbortSignal.timeout(callMs))) };
  } catch (error) {
    agents.delete(caPem);
    return { answered: false, code: codeOf(error) };
  }
}
