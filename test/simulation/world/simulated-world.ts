import type { Definition } from '../../../local/states/definition.ts';
import type { AuditEvent } from '../../../shared/domain/audit-event.ts';
import type { Request } from '../../../shared/domain/request.ts';
import type { Written } from '../../../shared/domain/transition.ts';
import type { Witness } from '../../../shared/usecases/cluster-ports.ts';
import { DependencyError } from '../../../shared/usecases/errors.ts';
import type { MachineKind, Messenger } from '../../../shared/usecases/ports.ts';
import { Records } from '../../support/in-memory/records.ts';
import { Sweeps } from '../../support/in-memory/sweeping.ts';
import { World } from '../../support/in-memory/world.ts';
import type { Faults } from '../faults/faults.ts';
import type { Service } from '../faults/services.ts';
import type { Action, Answer } from '../people/act.ts';
import { addEngineers } from '../people/cast.ts';
import type { Dice } from '../time/chance.ts';
import type { Timeline } from '../time/timeline.ts';
import { SimulatedCluster } from './cluster.ts';
import { simulatedEstate, simulatedIdentities } from './estate.ts';
import { Executions } from './executions.ts';
import { functionsOf } from './functions.ts';
import { Heard } from './heard.ts';
import type { Invocation } from './invocation.ts';
import { Lambda } from './lambda.ts';
import { machinesOver } from './machines.ts';
import { pagerOf } from './paging.ts';

/** Whoever watches what happens in the world. */
export interface Watcher {
  /** A record was written, in place of `before`. */
  written(before: Request | undefined, written: Written): void;
  /** A call has just had its effect. */
  landed(call: string, by: string): void;
  /** Something is said to people of this record. */
  said(what: keyof Messenger, request: Request): void;
}

export interface SimulatedWorldOptions {
  readonly timeline: Timeline;
  readonly dice: Dice;
  readonly faults: Faults;
  readonly definitions: Readonly<Record<MachineKind, Definition>>;
  readonly actions: ReadonlyMap<string, Action>;
  /** Milliseconds by which the clocks of functions differ at most. */
  readonly skew: number;
}

/** Everything that the use cases can reach, in virtual time, with the functions and machines that run them. */
export class SimulatedWorld extends World {
  override estate = simulatedEstate;
  override identities = simulatedIdentities;
  readonly timeline: Timeline;
  readonly lambda: Lambda;
  readonly executions: Executions;
  readonly answers: { readonly action: Action; readonly answer: Answer }[] = [];
  readonly downServices = new Set<Service>();
  /** The clusters in which somebody else has made an access entry. */
  readonly strangersEntries = new Set<string>();
  /** The access policies that somebody else has associated with entries of ours, by cluster and place there. */
  readonly strangersAssociations = new Set<string>();
  /** When somebody tampered with what each of these requests rests on. */
  readonly tampered = new Map<string, number>();
  readonly sweeps = new Sweeps();
  readonly heard = new Heard();
  /** When somebody's phone first rang, by the key of the page. */
  readonly pagedAt = new Map<string, number>();
  readonly watchers: Watcher[] = [];
  override readonly records: Records;
  override readonly clusters: Map<string, SimulatedCluster>;

  constructor(options: SimulatedWorldOptions) {
    super();
    const { timeline, dice, faults, definitions, actions, skew } = options;
    this.timeline = timeline;
    this.records = new WatchedRecords((before, written) => {
      for (const watcher of this.watchers) watcher.written(before, written);
    });
    this.clusters = new Map(
      [...this.estate.clusters.keys()].map((name) => [name, new SimulatedCluster(timeline)]),
    );
    addEngineers(this.workspace);
    this.lambda = new Lambda({
      ...{ timeline, dice, faults, skew, functions: functionsOf(this, actions) },
      isDown: (service) => this.downServices.has(service),
      landed: (call, by) => this.#landed(call, by),
    });
    this.executions = new Executions({ timeline, dice, definitions, lambda: this.lambda });
  }

  /** All ports of one invocation, by its own clock and over its own wire. */
  portsOf(invocation: Invocation) {
    const { wire } = invocation;
    const ports = this.ports(wire);
    const machines = machinesOver(this.executions, this.lambda, wire);
    return {
      ...ports,
      ...{ machines, waker: machines, opener: machines },
      ...{ messenger: this.#overheard(ports.messenger) },
      pager: pagerOf(this.phones, invocation),
      // In the memory it throws at once where the cluster is down; over a network nothing does.
      bindings: {
        ...ports.bindings,
        relabel: async (...given: RelabelParameters) => ports.bindings.relabel(...given),
      },
      witness: {
        ...ports.witness,
        ask: (...given: AskParameters) => this.#noted(invocation.about, given, ports.witness),
      },
      roles: {
        describe: (...given: DescribeParameters) =>
          ports.roles.describe(...given).catch(() => unreachable(...given)),
      },
      clock: () => invocation.now(),
      random: () => invocation.random(),
      pause: (milliseconds: number) => invocation.pause(milliseconds),
      timeUp: (milliseconds: number) => invocation.pause(milliseconds),
    };
  }

  /** @throws DependencyError while the cluster is down */
  override cluster(name: string): SimulatedCluster {
    const found = this.clusters.get(name);
    if (found === undefined) throw new Error(`there is no cluster ${name}`);
    if (found.down) throw new DependencyError(`${name} does not answer`);
    return found;
  }

  eventsOf(request: Request): readonly AuditEvent[] {
    return this.records.eventsOf(request.id);
  }

  async #noted(about: string, given: AskParameters, witness: Witness): ReturnType<Witness['ask']> {
    const question = this.heard.ask();
    const evidence = await witness.ask(...given);
    const [, , namespaces] = given;
    for (const namespace of namespaces) {
      const there = evidence.filter((each) => each.namespace === namespace);
      this.heard.note(question, `${about} ${namespace}`, there, this.timeline.now);
    }
    return evidence;
  }

  #landed(call: string, by: string): void {
    if (/^(entries|bindings)\./.test(call)) {
      for (const cluster of this.clusters.values()) cluster.changed();
    }
    if (call === 'pager.page') this.#noteRinging();
    for (const watcher of this.watchers) watcher.landed(call, by);
  }

  #noteRinging(): void {
    for (const { dedupKey } of this.phones.alerts.values()) {
      if (!this.pagedAt.has(dedupKey)) this.pagedAt.set(dedupKey, this.timeline.now);
    }
  }

  #overheard(messenger: Messenger): Messenger {
    const said = (what: keyof Messenger, request: Request) => {
      for (const watcher of this.watchers) watcher.said(what, request);
    };
    return {
      ...messenger,
      postCard: (request, ...rest) => {
        said('postCard', request);
        return messenger.postCard(request, ...rest);
      },
      update: (message, request, shows) => {
        said('update', request);
        return messenger.update(message, request, shows);
      },
      tellRequester: (request) => {
        said('tellRequester', request);
        return messenger.tellRequester(request);
      },
    };
  }
}

type AskParameters = Parameters<Witness['ask']>;
type Ports = ReturnType<World['ports']>;
type RelabelParameters = Parameters<Ports['bindings']['relabel']>;
type DescribeParameters = Parameters<Ports['roles']['describe']>;

function unreachable({ roles }: DescribeParameters[0]) {
  return roles.map((role) => ({ role, seen: 'unreachable' }) as const);
}

class WatchedRecords extends Records {
  readonly #onWritten: Watcher['written'];

  constructor(onWritten: Watcher['written']) {
    super();
    this.#onWritten = onWritten;
  }

  override put(written: Written): void {
    const before = this.requests.get(written.request.id);
    super.put(written);
    this.#onWritten(before, written);
  }
}
