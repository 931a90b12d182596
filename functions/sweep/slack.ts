import { madeOf } from '../../shared/adapters/secrets/keep-secret.ts';
import { keptSlackSecret } from '../../shared/adapters/secrets/slack-secret.ts';
import { openSlackClient } from '../../shared/adapters/slack/client.ts';
import { slackDirectory } from '../../shared/adapters/slack/directory.ts';
import { slackDrillTeller } from '../../shared/adapters/slack/drill-teller.ts';
import { slackSweepTeller } from '../../shared/adapters/slack/sweep-teller.ts';
import type { AccessConfig } from '../../shared/config/access-config.ts';
import type { FunctionEnvironment } from '../../shared/config/environment.ts';
import type { DrillTeller } from '../../shared/usecases/drill-ports.ts';
import type { Directory } from '../../shared/usecases/ports.ts';
import type { SweepTeller } from '../../shared/usecases/sweep-ports.ts';

interface SweepSlack {
  readonly directory: Directory;
  readonly teller: SweepTeller;
  readonly drillTeller: DrillTeller;
}

/** Slack, whose secret is read when it is first needed: clusters are swept while Secrets Manager does not answer. */
export function wireSlack(
  settings: FunctionEnvironment,
  { securityChannel }: Pick<AccessConfig, 'securityChannel'>,
): SweepSlack {
  const open = madeOf(keptSlackSecret(settings.SLACK_SECRET_ID), ({ botToken }): SweepSlack => {
    const slack = openSlackClient(botToken, settings.SLACK_API_URL);
    return {
      directory: slackDirectory(slack),
      teller: slackSweepTeller(slack, securityChannel),
      drillTeller: slackDrillTeller(slack),
    };
  });
  return {
    directory: {
      profile: async (...given) => (await open()).directory.profile(...given),
      usergroupsOf: async (...given) => (await open()).directory.usergroupsOf(...given),
      rostersOf: async (...given) => (await open()).directory.rostersOf(...given),
    },
    drillTeller: {
      tellNotStarted: async (...given) => (await open()).drillTeller.tellNotStarted(...given),
    },
    teller: {
      tellFindings: async (...given) => (await open()).teller.tellFindings(...given),
      tellSweeper: async (...given) => (await open()).teller.tellSweeper(...given),
    },
  };
}
