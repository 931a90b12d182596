import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { MachineKind } from '../shared/usecases/ports.ts';
import type { InfraConfig } from './config.ts';
import { AlarmTopic } from './constructs/alarm-topic.ts';
import { Alarms } from './constructs/alarms.ts';
import { ApprovalMachine } from './constructs/approval-machine.ts';
import { AuditArchive } from './constructs/audit-archive.ts';
import { AuditLogReader } from './constructs/audit-log-reader.ts';
import { BrokerFunction } from './constructs/broker-function.ts';
import { BrokerKey } from './constructs/broker-key.ts';
import { CommandLineEndpoint } from './constructs/command-line-endpoint.ts';
import { DrillSchedule } from './constructs/drill-schedule.ts';
import { OperatorDashboard } from './constructs/operator-dashboard.ts';
import { PagingTopic } from './constructs/paging-topic.ts';
import { RecordsTable } from './constructs/records-table.ts';
import { SealSchedule } from './constructs/seal-schedule.ts';
import { SlackEndpoint } from './constructs/slack-endpoint.ts';
import { SweepSchedule } from './constructs/sweep-schedule.ts';
import { UndeliveredQueue } from './constructs/undelivered-queue.ts';
import { WindowMachine } from './constructs/window-machine.ts';
import { type CodeSource, deployedConfigPath } from './function-code.ts';
import { type FunctionName, functionNames, machineArn, prefixOf } from './names.ts';
import { makeOperatorSecrets } from './operator-secrets.ts';
import { asksPagerDuty, isSentEvents, pages, permissionsOf, type SecretArns } from './permissions.ts';

export interface ControlPlaneProps {
  readonly config: InfraConfig;
  readonly code: CodeSource;
}

// Slack waits for 3 s; the rest lets a cold start finish its record, which Slack's repeated delivery then finds.
const slackTimeout = Duration.seconds(10);
// The slack function waits for about a second; the rest lets a cold start finish, which the next question then finds.
const describingTimeout = Duration.seconds(10);
// A person waits for it at a prompt, and Slack may take its time to not answer.
const commandLineTimeout = Duration.seconds(20);
// Opening and closing ask a cluster once per rule and namespace, and a slow cluster answers late. Less than the 90 s
// that a lease waits for the call of a function that died.
const clusterTimeout = Duration.seconds(60);
// Lambda's longest: days that were missed are caught up with, one after the other.
const sealTimeout = Duration.minutes(15);

// Whoever floods Slack's address takes no more of the account's than this; and however busy the account is, access is
// taken away.
const reserved: Readonly<Partial<Record<FunctionName, number>>> = {
  slack: 50,
  'close-window': 50,
  sweep: 10,
};

interface GivenToFunctions {
  readonly secrets: SecretArns;
  readonly topicArn: string | undefined;
  readonly keyArn: string;
}

/** Everything that runs in the broker's own account. */
export class ControlPlaneStack extends Stack {
  readonly table: RecordsTable;
  readonly undelivered: UndeliveredQueue;
  readonly functions: Readonly<Record<FunctionName, BrokerFunction>>;
  readonly machines: Readonly<Record<MachineKind, StateMachine>>;
  private readonly audit: AuditArchive;

  constructor(scope: Construct, id: string, { config, code }: ControlPlaneProps) {
    const prefix = prefixOf(config.stage);
    super(scope, id, {
      stackName: prefix,
      description: 'k8s-access: just-in-time Kubernetes access',
      terminationProtection: true,
      ...(config.env && { env: config.env }),
    });
    const key = new BrokerKey(this, 'Key', `alias/${prefix}`);
    this.table = new RecordsTable(this, 'Records', `${prefix}-records`, key);
    this.undelivered = new UndeliveredQueue(this, 'Undelivered', `${prefix}-undelivered`);
    const secrets = makeOperatorSecrets(this, prefix, config.access, key);
    const topicArn = config.access.paging && new PagingTopic(this, 'Paging', `${prefix}-pages`).arn;
    this.audit = new AuditArchive(this, 'Audit', { prefix, keptDays: config.auditKeptDays });
    this.functions = this.makeFunctions(prefix, { secrets, topicArn, keyArn: key.keyArn }, { config, code });
    this.machines = this.makeMachines(prefix);
    const alarms = this.watch(prefix, config.stage, key);
    new SweepSchedule(this, 'SweepSchedule', `${prefix}-sweep`, this.functions.sweep.lambda);
    new SealSchedule(this, 'SealSchedule', `${prefix}-seal`, this.functions.seal.lambda);
    if (config.auditLogs.length > 0) {
      new AuditLogReader(this, 'AuditLogs', {
        ...{ ruleName: `${prefix}-audit-logs`, clusters: config.auditLogs },
        reader: this.functions['read-audit-log'].lambda,
      });
    }
    this.makeDrills(prefix, config);
    const endpoint = new SlackEndpoint(this, 'SlackEndpoint', prefix, this.functions.slack.lambda);
    const commandLine = new CommandLineEndpoint(
      this,
      'CommandLineEndpoint',
      this.functions['command-line'].lambda,
      config.access.organization,
    );
    this.output('SlackEventsUrl', endpoint.url);
    this.output('CommandLineUrl', commandLine.url);
    this.output('ApprovalMachineArn', this.machines.approval.stateMachineArn);
    this.output('WindowMachineArn', this.machines.window.stateMachineArn);
    this.output('TableName', this.table.tableName);
    this.output('AuditBucket', this.audit.bucket.bucketName);
    this.output('AuditKeyArn', this.audit.key.keyArn);
    this.output('SlackSecretArn', secrets.slack);
    if (secrets.pagerDuty !== undefined) this.output('PagerDutySecretArn', secrets.pagerDuty);
    if (secrets.paging !== undefined) this.output('PagingSecretArn', secrets.paging);
    if (topicArn !== undefined) this.output('PagingTopicArn', topicArn);
    this.output('AlarmTopicArn', alarms.topicArn);
  }

  /** Answers the topic that alarms are published to. */
  private watch(prefix: string, stage: string, key: BrokerKey): AlarmTopic {
    const { sweep, slack, 'close-window': closeWindow } = this.functions;
    const watched = {
      ...{
        stage,
        machines: this.machines,
        undelivered: this.undelivered,
        sweep: sweep.lambda,
        slack: slack.lambda,
      },
      functions: functionNames.map((name) => this.functions[name].lambda),
      reserved: [slack, closeWindow, sweep].map(({ lambda }) => lambda),
    };
    const topic = new AlarmTopic(this, 'AlarmTopic', `${prefix}-alarms`, key);
    const alarms = new Alarms(this, 'Alarms', prefix, watched, topic);
    new OperatorDashboard(this, 'Dashboard', prefix, watched, alarms);
    return topic;
  }

  private makeDrills(prefix: string, { access }: InfraConfig): void {
    for (const { name, drill } of access.breakGlass) {
      if (drill?.weekly === undefined) continue;
      new DrillSchedule(this, `Drill-${name}`, {
        ...{ ruleName: `${prefix}-drill-${name}`.slice(0, 64), drill: name, weekly: drill.weekly },
        ...{ starter: this.functions.sweep.lambda, undelivered: this.undelivered },
      });
    }
  }

  private makeFunctions(
    prefix: string,
    { secrets, topicArn, keyArn }: GivenToFunctions,
    { config, code }: ControlPlaneProps,
  ) {
    const environment = {
      ACCESS_CONFIG_PATH: deployedConfigPath,
      STAGE: config.stage,
      TABLE_NAME: this.table.tableName,
      SLACK_SECRET_ID: secrets.slack,
      APPROVAL_MACHINE_ARN: machineArn(this, prefix, 'approval'),
      WINDOW_MACHINE_ARN: machineArn(this, prefix, 'window'),
      APPROVAL_FUNCTION: `${prefix}-advance-approval`,
      WINDOW_FUNCTION: `${prefix}-close-window`,
      OPENING_FUNCTION: `${prefix}-open-window`,
      DESCRIBE_FUNCTION: `${prefix}-describe-role`,
      SWEEP_FUNCTION: `${prefix}-sweep`,
    };
    const { tableArn } = this.table;
    const paging = {
      ...(secrets.paging !== undefined && { PAGING_SECRET_ID: secrets.paging }),
      ...(topicArn !== undefined && { PAGING_TOPIC_ARN: topicArn }),
    };
    const resources = {
      ...{ stack: this, prefix, tableArn, keyArn, secrets, estate: config.access.estate },
      audit: { bucket: this.audit.bucket.bucketArn, key: this.audit.key.keyArn },
      ...(topicArn !== undefined && { topicArn }),
    };
    const make = (id: string, name: FunctionName, timeout: Duration) =>
      new BrokerFunction(this, id, {
        name: `${prefix}-${name}`,
        code: code(name),
        timeout,
        environment: {
          ...environment,
          ...(asksPagerDuty(name) && secrets.pagerDuty && { PAGERDUTY_SECRET_ID: secrets.pagerDuty }),
          ...(pages(name) && paging),
          ...(name === 'seal' && {
            AUDIT_BUCKET: this.audit.bucket.bucketName,
            AUDIT_KEY: this.audit.key.keyArn,
          }),
        },
        permissions: permissionsOf(name, resources),
        ...(isSentEvents(name) && { undelivered: this.undelivered }),
        ...(reserved[name] !== undefined && { reserved: reserved[name] }),
      });
    return {
      slack: make('Slack', 'slack', slackTimeout),
      'command-line': make('CommandLine', 'command-line', commandLineTimeout),
      'describe-role': make('DescribeRole', 'describe-role', describingTimeout),
      'advance-approval': make('AdvanceApproval', 'advance-approval', clusterTimeout),
      'open-window': make('OpenWindow', 'open-window', clusterTimeout),
      'close-window': make('CloseWindow', 'close-window', clusterTimeout),
      sweep: make('Sweep', 'sweep', clusterTimeout),
      seal: make('Seal', 'seal', sealTimeout),
      'read-audit-log': make('ReadAuditLog', 'read-audit-log', clusterTimeout),
    };
  }

  private makeMachines(prefix: string) {
    const approval = new ApprovalMachine(
      this,
      'Approval',
      `${prefix}-approval`,
      this.functions['advance-approval'].lambda,
    );
    const window = new WindowMachine(this, 'Window', `${prefix}-window`, {
      openWindow: this.functions['open-window'].lambda,
      closeWindow: this.functions['close-window'].lambda,
    });
    return { approval: approval.machine, window: window.machine };
  }

  private output(name: string, value: string): void {
    new CfnOutput(this, name, { value });
  }
}
