import type { Estate } from '../domain/estate.ts';
import type { RequestId } from '../domain/ids.ts';
import { decideTerms } from '../domain/less.ts';
import type { Approver } from '../domain/may-approve.ts';
import { mayRevoke, revokersOf } from '../domain/may-end.ts';
import type { Account, UsergroupHandle } from '../domain/person.ts';
import type { Reason } from '../domain/reason.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Request } from '../domain/request.ts';
import { sourcesOf } from '../domain/roster.ts';
import { type CloseNowPorts, closeNow, resumeClosing } from './close-now.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';
import { judgeAgain } from './judge-again.ts';
import type { Directory } from './ports.ts';
import { readRosters } from './read-rosters.ts';
import { type RecordPorts, recordChange } from './record-change.ts';
import { asRulesSee } from './requester.ts';

export interface RevokePorts extends RecordPorts, CloseNowPorts, IdentifyPorts {
  readonly directory: Directory;
  readonly estate: Estate;
  /** Whose members may revoke any access. */
  readonly securityUsergroup: UsergroupHandle;
}

/** Somebody who is about to revoke, and has still to say why. */
export interface RevocationDraft {
  readonly id: RequestId;
  readonly by: Account;
}

export interface Revocation extends RevocationDraft {
  readonly why: Reason;
}

export type RevokeAnswer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'revoked'; readonly request: Request };

export type RevokeJudgement =
  | { readonly outcome: 'refused'; readonly refusal: Refusal; readonly request?: Request }
  | { readonly outcome: 'allowed'; readonly request: Request; readonly revoker: Approver };

/**
 * Records that an approver or security takes the access away, with their reason, and has it closed at once.
 * @throws StaleRecordError when others kept writing the record
 */
export async function revoke(ports: RevokePorts, { id, by, why }: Revocation): Promise<RevokeAnswer> {
  return judgeAgain(async () => {
    const judged = await judgeRevoke(ports, { id, by });
    if (judged.outcome === 'refused') {
      if (judged.request !== undefined) await resumeClosing(ports, judged.request);
      return { outcome: 'refused', refusal: judged.refusal };
    }
    const { person, principal } = judged.revoker;
    const revoked = await recordChange(ports, judged.request, {
      ...{ type: 'begin-close', cause: 'revoked', why },
      at: ports.clock(),
      actor: { kind: 'person', person, principalArn: principal.arn },
    });
    await closeNow(ports, id);
    return { outcome: 'revoked', request: revoked };
  });
}

/** Whether the person may revoke now, by today's policy and people: asked before they are asked for a reason. */
export async function judgeRevoke(ports: RevokePorts, { id, by }: RevocationDraft): Promise<RevokeJudgement> {
  const [request, identified] = await Promise.all([
    ports.requests.find(id),
    identifyAccount(ports, by.userId),
  ]);
  if (request === undefined) return refused({ code: 'unknown-request', id });
  if (!identified.identified) return refused(identified.refusal);
  const requester = await asRulesSee(ports, request.requester);
  const decision = decideTerms({ estate: ports.estate, requester, at: ports.clock() }, request, request);
  const revokers = revokersOf(request, decision, ports.securityUsergroup);
  const { rosters, unknown } = await readRosters(ports.directory, revokers);
  const revoker: Approver = {
    ...identified.identity,
    ...{ sources: sourcesOf(by.userId, rosters), unknown },
  };
  const judgement = mayRevoke(request, revoker, revokers, ports.clock());
  return judgement.allowed
    ? { outcome: 'allowed', request, revoker }
    : { ...refused(judgement.refusal), request };
}

function refused(refusal: Refusal): { readonly outcome: 'refused'; readonly refusal: Refusal } {
  return { outcome: 'refused', refusal };
}
