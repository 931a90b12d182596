import type { BreakGlassRule } from '../../../shared/domain/break-glass.ts';
import type { Estate } from '../../../shared/domain/estate.ts';
import type { IdentitySource } from '../../../shared/domain/identity-source.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { type Instant, instantFrom, millisecondsOf } from '../../../shared/domain/instant.ts';
import { codeLength, linkCodeFrom } from '../../../shared/domain/link-code.ts';
import type { InStatus, Request, StatusWord } from '../../../shared/domain/request.ts';
import type { Written } from '../../../shared/domain/transition.ts';
import { config, estate, identities, minutesAfterNoon, sha256 } from '../records.ts';
import { approverMessengerIn, approverNoticesIn } from './approver-messages.ts';
import { Cluster } from './cluster.ts';
import { bindingsIn, describerIn, entriesIn, witnessIn } from './cluster-ports.ts';
import { Gate } from './gate.ts';
import { linkCodesIn, linksIn } from './links.ts';
import { alarmMessengerIn, Phones, pagerIn } from './paging.ts';
import { policiesIn, policyLeasesIn } from './policies.ts';
import { leasesIn, noticesIn, queriesIn, Records, requestsIn } from './records.ts';
import { directoryIn, linkTellerIn, machinesIn, messengerIn, Workspace } from './workspace.ts';

const { securityUsergroup } = config;

/** All that the use cases can reach, kept in memory, with the time in the test's hand. */
export class World {
  now: Instant = minutesAfterNoon(2);
  estate: Estate = estate;
  identities: readonly IdentitySource[] = identities;
  readonly records = new Records();
  readonly workspace = new Workspace();
  breakGlassRules: readonly BreakGlassRule[] = config.breakGlass;
  readonly phones = new Phones();
  readonly machines: string[] = [];
  readonly reported: string[] = [];
  readonly alarms: string[] = [];
  readonly clusters = new Map([...estate.clusters.keys()].map((name) => [name as string, new Cluster()]));
  #generations = 0;
  #codes = 0;

  /** The ports of one invocation, which all go through its gate. */
  ports(gate: Gate = new Gate()) {
    const clusterNamed = (name: string) => this.cluster(name);
    const machines = machinesIn(this.machines, gate);
    return {
      ...{
        estate: this.estate,
        identities: this.identities,
        securityUsergroup,
        sha256,
        machines,
        waker: machines,
        opener: machines,
      },
      requests: requestsIn(this.records, gate),
      queries: queriesIn(this.records, gate),
      leases: leasesIn(this.records, gate),
      policyLeases: policyLeasesIn(this.records.policyLeases, gate),
      policies: policiesIn(clusterNamed, gate),
      notices: noticesIn(this.records, gate),
      links: linksIn(this.records.links, gate),
      codes: linkCodesIn(this.records.links, gate),
      newLinkCode: () => linkCodeFrom(Uint8Array.from({ length: codeLength }, () => this.#codes++ % 32)),
      directory: directoryIn(this.workspace, gate),
      linkTeller: linkTellerIn(this.workspace, gate),
      messenger: messengerIn(this.workspace, gate),
      approverMessenger: approverMessengerIn(this.workspace, gate),
      approverNotices: approverNoticesIn(this.records.approverNotices, gate),
      alarmMessenger: alarmMessengerIn(this.workspace, gate),
      pager: pagerIn(this.phones, () => this.now, gate),
      breakGlassRules: this.breakGlassRules,
      entries: entriesIn(clusterNamed, gate),
      bindings: bindingsIn(clusterNamed, gate),
      witness: witnessIn(clusterNamed, gate),
      roles: describerIn(clusterNamed, this.estate, gate),
      operators: config.paging?.operators,
      reporter: {
        failed: (what: string) => void this.reported.push(what),
        alarm: (name: string) => void this.alarms.push(name),
      },
      clock: () => this.now,
      newGeneration: () => this.#newGeneration(),
      timeUp: () => new Promise<never>(() => {}),
      pause: async (milliseconds: number) => this.pass(milliseconds / 1000),
      editSpacing: 1,
    };
  }

  /** Moves the clock on. @param seconds may be a fraction */
  pass(seconds: number): void {
    this.now = instantFrom(millisecondsOf(this.now) + seconds * 1000);
  }

  toMinute(minutes: number): void {
    this.now = minutesAfterNoon(minutes);
  }

  cluster(name: string): Cluster {
    const found = this.clusters.get(name);
    if (found === undefined) throw new Error(`there is no cluster ${name}`);
    return found;
  }

  /** Makes a record stand that was written before the test begins. */
  given({ request, events }: Written): RequestId {
    this.records.put({ request, events });
    return request.id;
  }

  request(id: RequestId): Request {
    const found = this.records.requests.get(id);
    if (found === undefined) throw new Error(`there is no request ${id}`);
    return found;
  }

  requestIn<Word extends StatusWord>(id: RequestId, status: Word): InStatus<Word> {
    const found = this.request(id);
    if (found.status !== status) throw new Error(`${id} is ${found.status}, not ${status}`);
    return found as InStatus<Word>;
  }

  #newGeneration(): string {
    this.#generations += 1;
    return `generation-${this.#generations}`;
  }
}
