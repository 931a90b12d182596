import type { Sha256 } from '../domain/audit-chain.ts';
import type { PolicyRule } from '../domain/evidence.ts';
import { isSameGrant } from '../domain/grant.ts';
import { isNarrowerOrEqual } from '../domain/narrower.ts';
import type { LessRefusal } from '../domain/refusal.ts';
import type { Request } from '../domain/request.ts';
import { hashOfRules } from '../domain/role-rules.ts';
import type { RoleName } from '../domain/scope.ts';
import type { LesserTerms } from '../domain/terms.ts';
import type { RoleDescriber, RoleSeen } from './role-ports.ts';

export interface NarrowerRolePorts {
  readonly roles: RoleDescriber;
  readonly sha256: Sha256;
}

/** What may take the place of a request's role; or why it may not, or why that cannot be known. */
export type RoleJudgement =
  | { readonly allowed: true; readonly role: RoleName; readonly terms: NonNullable<LesserTerms['role']> }
  | { readonly allowed: false; readonly refusal: LessRefusal };

/**
 * Reads in the cluster which of the roles are narrower than the one of the request, or as narrow. Answers in their
 * order.
 */
export async function judgeRoles(
  { roles, sha256 }: NarrowerRolePorts,
  request: Request,
  wanted: readonly RoleName[],
): Promise<readonly RoleJudgement[]> {
  if (wanted.length === 0) return [];
  const { cluster, role } = request.scope;
  const [own, ...others] = await roles.describe({ cluster, roles: [role, ...wanted] });
  if (own === undefined) throw new Error('unreachable: roles are described in the order of the question');
  const asked = rulesAsked(request, own, sha256);
  return others.map((seen) => ('refusal' in asked ? asked : judge(request, asked.rules, seen, sha256)));
}

type RulesAsked = { readonly rules: readonly PolicyRule[] } | Refused;
type Refused = Extract<RoleJudgement, { allowed: false }>;

// What its approvers were asked about is the measure: a role that has grown since would let others grow with it.
function rulesAsked({ scope, target, rulesHash }: Request, seen: RoleSeen, sha256: Sha256): RulesAsked {
  const { cluster, role } = scope;
  if (seen.seen !== 'rules') return unread(scope, seen);
  const isTheSame = rulesHash === undefined || hashOfRules(seen.rules, sha256) === rulesHash;
  return isSameGrant(seen.grant, target.grant) && isTheSame
    ? { rules: seen.rules }
    : refused({ code: 'role-changed', role, cluster });
}

function judge(
  { scope }: Request,
  asked: readonly PolicyRule[],
  seen: RoleSeen,
  sha256: Sha256,
): RoleJudgement {
  const { role } = seen;
  if (seen.seen !== 'rules') return unread(scope, seen);
  if (!isNarrowerOrEqual(seen.rules, asked)) {
    return refused({ code: 'role-not-narrower', role, asked: scope.role });
  }
  const { grant, rules } = seen;
  return { allowed: true, role, terms: { grant, rulesHash: hashOfRules(rules, sha256) } };
}

function unread(
  { cluster, role: asked }: Request['scope'],
  { role, seen }: Exclude<RoleSeen, { seen: 'rules' }>,
): Refused {
  switch (seen) {
    case 'missing':
      return refused({ code: 'role-missing', role, cluster });
    case 'policy':
      return refused({ code: 'role-of-aws', role, asked });
    case 'unreachable':
      return refused({ code: 'role-unread', role, asked, cluster });
  }
}

function refused(refusal: LessRefusal): Refused {
  return { allowed: false, refusal };
}
