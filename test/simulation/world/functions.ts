import { takeTurn } from '../../../functions/take-turn.ts';
import { isObject, type Json } from '../../../local/states/json.ts';
import { answerOpening, parseTurnInput } from '../../../shared/adapters/step-functions/turn.ts';
import { advanceApproval } from '../../../shared/usecases/advance-approval.ts';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { recheckPerson } from '../../../shared/usecases/recheck-person.ts';
import { type Action, act } from '../people/act.ts';
import { teamIdOfCast } from '../people/cast.ts';
import type { FunctionSpec } from './lambda.ts';
import type { SimulatedWorld } from './simulated-world.ts';
import { sweepFunction } from './sweeping.ts';

/** The functions as they are deployed, but for their adapters. Their time-outs are those of `infra/`. */
export function functionsOf(
  world: SimulatedWorld,
  actions: ReadonlyMap<string, Action>,
): Readonly<Record<string, FunctionSpec>> {
  return {
    slack: {
      timeout: 10,
      handler: async (payload, invocation) => {
        const action = actions.get(textIn(payload, 'action'));
        if (action === undefined) throw new Error('unreachable: nobody did this');
        const answer = await act(world.portsOf(invocation), action);
        world.answers.push({ action, answer });
        return { outcome: answer.outcome };
      },
    },
    // Slack's event, which the function `slack` is sent too.
    'user-change': {
      timeout: 10,
      handler: async (payload, invocation) => {
        const ports = world.portsOf(invocation);
        const userId = textIn(payload, 'requestId');
        const ended = await recheckPerson(ports, { teamId: teamIdOfCast, userId }, ports.clock());
        return ended.length;
      },
    },
    sweep: sweepFunction(world),
    'advance-approval': {
      timeout: 60,
      handler: async (payload, invocation) => {
        const input = parseTurnInput(payload);
        const ports = world.portsOf(invocation);
        const take = () => advanceApproval(ports, input.requestId);
        return sent(await takeTurn(ports, 'approval', input, take));
      },
    },
    'open-window': {
      timeout: 60,
      handler: async (payload, invocation) => {
        const input = parseTurnInput(payload);
        const ports = world.portsOf(invocation);
        return sent(answerOpening(input, await openWindow(ports, input.requestId), ports.clock()));
      },
    },
    'close-window': {
      timeout: 60,
      handler: async (payload, invocation) => {
        const input = parseTurnInput(payload);
        const ports = world.portsOf(invocation);
        const failure = input.failure && { errorName: input.failure.Error };
        const take = () => closeWindow(ports, input.requestId, failure);
        return sent(await takeTurn(ports, 'window', input, take));
      },
    },
  };
}

// As Lambda hands it on.
function sent(answer: unknown): Json {
  return JSON.parse(JSON.stringify(answer)) as Json;
}

function textIn(payload: Json, name: string): string {
  const text = isObject(payload) ? payload[name] : undefined;
  return typeof text === 'string' ? text : '';
}
