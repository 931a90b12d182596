import { randomBytes } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import { dynamoLinkCodes, dynamoLinks } from '../../shared/adapters/dynamodb/links.ts';
import { dynamoRequestQueries } from '../../shared/adapters/dynamodb/request-queries.ts';
import { dynamoRequests } from '../../shared/adapters/dynamodb/requests.ts';
import { openTable } from '../../shared/adapters/dynamodb/table.ts';
import { lambdaRoleDescriber } from '../../shared/adapters/lambda/role-describer.ts';
import { lambdaSweeper } from '../../shared/adapters/lambda/sweeper.ts';
import { lambdaOpener, lambdaWaker } from '../../shared/adapters/lambda/waker.ts';
import { sha256 } from '../../shared/adapters/sha256.ts';
import { slackDirectory } from '../../shared/adapters/slack/directory.ts';
import { withRememberedMemberships } from '../../shared/adapters/slack/remembered-memberships.ts';
import { stepFunctionsMachines } from '../../shared/adapters/step-functions/machines.ts';
import { timeUp } from '../../shared/adapters/time-up.ts';
import type { AccessConfig } from '../../shared/config/access-config.ts';
import type { WakingEnvironment } from '../../shared/config/environment.ts';
import { instantFrom } from '../../shared/domain/instant.ts';
import { codeLength, linkCodeFrom } from '../../shared/domain/link-code.ts';
import { approve } from '../../shared/usecases/approve.ts';
import { approveLess, judgeLess } from '../../shared/usecases/approve-less.ts';
import { askForSweep } from '../../shared/usecases/ask-for-sweep.ts';
import { breakGlassByAccount } from '../../shared/usecases/break-glass-by-account.ts';
import { deny, judgeDeny } from '../../shared/usecases/deny.ts';
import { drillByAccount } from '../../shared/usecases/drill.ts';
import { extendAccess } from '../../shared/usecases/extend-access.ts';
import { handOver, judgeHandOver } from '../../shared/usecases/hand-over.ts';
import { within } from '../../shared/usecases/in-time.ts';
import { issueLinkCode } from '../../shared/usecases/issue-link-code.ts';
import { judgeExtend } from '../../shared/usecases/judge-extend.ts';
import { listRequests } from '../../shared/usecases/list-requests.ts';
import { listUnreviewed } from '../../shared/usecases/list-unreviewed.ts';
import { offerToBreakGlass } from '../../shared/usecases/offer-break-glass.ts';
import type { Reporter } from '../../shared/usecases/ports.ts';
import { previewRequest } from '../../shared/usecases/preview-request.ts';
import { recheckPerson } from '../../shared/usecases/recheck-person.ts';
import { release } from '../../shared/usecases/release.ts';
import { requestAccess } from '../../shared/usecases/request-access.ts';
import { review, takeReview } from '../../shared/usecases/review.ts';
import { judgeRevoke, revoke } from '../../shared/usecases/revoke.ts';
import { showHome } from '../../shared/usecases/show-home.ts';
import { showStatus } from '../../shared/usecases/show-status.ts';
import { suggestScope } from '../../shared/usecases/suggest-scope.ts';
import { unlink } from '../../shared/usecases/unlink.ts';
import { withdraw } from '../../shared/usecases/withdraw.ts';
import { wireOnCall } from '../on-call.ts';
import type { SlackVerbs } from './verbs.ts';

/** Milliseconds for what roles do: a click must be answered in three seconds altogether. */
const describeWithin = 1000;

/** Milliseconds for all that a search reads; Slack gives up after three seconds. */
const searchWithin = 2000;

/** Binds the verbs to DynamoDB, Step Functions, Lambda and Slack. @param clock milliseconds since the epoch */
export function slackVerbs(
  environment: WakingEnvironment,
  { estate, identities, securityUsergroup, breakGlass: breakGlassRules, ...config }: AccessConfig,
  clock: () => number,
  slack: WebClient,
  reporter: Reporter,
): SlackVerbs {
  const table = openTable(environment.TABLE_NAME);
  const now = () => instantFrom(clock());
  const ports = {
    ...{ estate, identities, securityUsergroup, breakGlassRules, sha256, reporter, timeUp },
    clock: now,
    requests: dynamoRequests(table),
    queries: dynamoRequestQueries(table),
    reporter,
    links: dynamoLinks(table),
    codes: dynamoLinkCodes(table),
    newLinkCode: () => linkCodeFrom(randomBytes(codeLength)),
    directory: slackDirectory(slack, wireOnCall(environment, config, now)),
    machines: stepFunctionsMachines({
      approval: environment.APPROVAL_MACHINE_ARN,
      window: environment.WINDOW_MACHINE_ARN,
    }),
    roles: lambdaRoleDescriber({
      functionName: environment.DESCRIBE_FUNCTION,
      patience: describeWithin,
      reporter,
    }),
    sweeper: lambdaSweeper(environment.SWEEP_FUNCTION),
    waker: lambdaWaker({ approval: environment.APPROVAL_FUNCTION, window: environment.WINDOW_FUNCTION }),
    opener: lambdaOpener(environment.OPENING_FUNCTION),
  };
  const shownOnly = { ...ports, directory: withRememberedMemberships(ports.directory, clock) };
  return {
    previewRequest: (draft, patience) => previewRequest(shownOnly, draft, within(ports, patience)),
    suggestScope: (search) => suggestScope(shownOnly, search, within(ports, searchWithin)),
    requestAccess: (ask) => requestAccess(ports, ask),
    approve: (click) => approve(ports, click),
    judgeLess: (click) => judgeLess(ports, click),
    approveLess: (approval) => approveLess(ports, approval),
    judgeDeny: (click) => judgeDeny(ports, click),
    deny: (denial) => deny(ports, denial),
    judgeHandOver: (click) => judgeHandOver(ports, click),
    handOver: (given) => handOver(ports, given),
    withdraw: (withdrawal) => withdraw(ports, withdrawal),
    release: (given) => release(ports, given),
    judgeExtend: (draft) => judgeExtend(ports, draft),
    extendAccess: (ask) => extendAccess(ports, ask),
    judgeRevoke: (draft) => judgeRevoke(ports, draft),
    revoke: (revocation) => revoke(ports, revocation),
    askForSweep: (by) => askForSweep(ports, by),
    recheckPerson: (account, changedAt) => recheckPerson(ports, account, changedAt),
    breakGlass: (ask) => breakGlassByAccount(ports, ask),
    drill: (ask) => drillByAccount(ports, ask),
    offerToBreakGlass: (account) => offerToBreakGlass(ports, account),
    takeReview: (draft) => takeReview(ports, draft),
    review: (given) => review(ports, given),
    listUnreviewed: (reader) => listUnreviewed(ports, reader),
    issueLinkCode: (person) => issueLinkCode(ports, person),
    unlink: (unlinking) => unlink(ports, unlinking),
    showHome: (person) => showHome(ports, person),
    listRequests: (person) => listRequests(ports, person),
    showStatus: (id, reader) => showStatus(ports, id, reader),
  };
}
