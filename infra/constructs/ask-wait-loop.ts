import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  Choice,
  Condition,
  Errors,
  type INextable,
  Pass,
  type RetryProps,
  type State,
  StateMachineFragment,
  Succeed,
  Timeout,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';

/** Any error at all, `Lambda.TooManyRequestsException` included: after 2, 4, 8, 16 and 32 seconds. */
export const fiveRetries: RetryProps = {
  errors: [Errors.ALL],
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxAttempts: 5,
};

/** Longer than any function runs: an answer that was lost on its way must not hold the machine for ever. */
export const taskTimeout = Timeout.duration(Duration.seconds(90));

export interface AskWaitLoopProps {
  /** Name of the state that asks. */
  readonly ask: string;
  readonly function: IFunction;
  /** Where the last failure of the function stands in its next input, such as `$.failure`. */
  readonly failurePath: string;
}

/**
 * Asks the function, waits until `wakeAt`, asks again, until it answers `settled`. It never gives up: a failure, or an
 * answer that is none, only makes it pause.
 * The function is given `{version, requestId, run, turn}`, and after a failure also `{Error, Cause}` at `failurePath`.
 * It answers the four again with `turn` counted on, and `{state: "waiting", wakeAt}` or `{state: "settled"}`; its
 * answer is all that it is given next. It counts turns because an execution ends after 25,000 events: a turn is 9 of
 * them. One that failed, which nobody counts, is 22 in two minutes or more, so that a function that dies at every turn
 * ends the execution after a day and a half; the sweep then starts its successor.
 */
export class AskWaitLoop extends StateMachineFragment {
  readonly startState: State;
  readonly endStates: INextable[] = [];

  constructor(
    scope: Construct,
    id: string,
    { ask, function: lambdaFunction, failurePath }: AskWaitLoopProps,
  ) {
    super(scope, id);
    const asking = new LambdaInvoke(this, ask, {
      lambdaFunction,
      outputPath: '$.Payload',
      retryOnServiceExceptions: false,
      taskTimeout,
    });
    const pause = new Wait(this, 'Pause', { time: WaitTime.duration(Duration.seconds(60)) });
    const wait = new Wait(this, 'WaitUntilWakeAt', { time: WaitTime.timestampPath('$.wakeAt') });
    // What is no answer may lack the request's id too, so the loop goes on with what the execution was started with.
    const startOver = new Pass(this, 'StartOver', { inputPath: '$$.Execution.Input' });
    const answered = new Choice(this, 'Answered')
      .when(isWaiting, wait)
      .when(isSettled, new Succeed(this, 'Settled'))
      .otherwise(startOver);
    asking.addRetry(fiveRetries).addCatch(pause, { resultPath: failurePath }).next(answered);
    wait.next(asking);
    startOver.next(pause).next(asking);
    this.startState = asking;
  }
}

// A path that leads nowhere would end the execution, so presence is asked first.
const stateIs = (word: string) =>
  Condition.and(Condition.isPresent('$.state'), Condition.stringEquals('$.state', word));
const isWaiting = Condition.and(
  stateIs('waiting'),
  Condition.isPresent('$.wakeAt'),
  Condition.isTimestamp('$.wakeAt'),
);
const isSettled = stateIs('settled');
