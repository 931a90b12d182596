import * as z from 'zod';
import { parsed } from '../../config/parsed.ts';
import { parseAccessPolicyArn } from '../../domain/grant.ts';
import { parseClusterName, parseRoleName } from '../../domain/scope.ts';
import type { RoleQuestion, RoleSeen } from '../../usecases/role-ports.ts';

// What the functions `slack` and `describe-role` say to each other. Objects are open: during a deployment one of them
// can be newer than the other.

const role = parsed(parseRoleName);

// As many as a select of Slack's offers; each costs a call to the cluster.
const question: z.ZodType<RoleQuestion> = z.object({
  cluster: parsed(parseClusterName),
  roles: z.array(role).min(1).max(100),
});

const clusterRoleGrant = z.object({ kind: z.literal('cluster-role'), name: z.string() });
const accessPolicyGrant = z.object({ kind: z.literal('access-policy'), arn: parsed(parseAccessPolicyArn) });

const strings = z.array(z.string());
const rule = z.object({ verbs: strings, apiGroups: strings, resources: strings, resourceNames: strings });

const answer: z.ZodType<readonly RoleSeen[]> = z.array(
  z.discriminatedUnion('seen', [
    z.object({ role, seen: z.literal('rules'), grant: clusterRoleGrant, rules: z.array(rule) }),
    z.object({ role, seen: z.literal('policy'), grant: accessPolicyGrant }),
    z.object({ role, seen: z.literal('missing') }),
    z.object({ role, seen: z.literal('unreachable') }),
  ]),
);

/** @throws ZodError when the event asks about no role, or about too many */
export function parseRoleQuestion(event: unknown): RoleQuestion {
  return question.parse(event);
}

/** @throws ZodError @throws SyntaxError when the payload is not the function's answer */
export function parseRolesSeen(payload: Uint8Array): readonly RoleSeen[] {
  return answer.parse(JSON.parse(new TextDecoder().decode(payload)));
}
