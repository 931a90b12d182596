import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { RetryProps } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { AskWaitLoop, fiveRetries, taskTimeout } from './ask-wait-loop.ts';
import { RequestMachine } from './request-machine.ts';

/**
 * The last one out may be deleting the shared access entry just now. A deleter that failed on the way keeps newcomers
 * waiting for 90 seconds after its last try, so they are given longer than that.
 */
const whileEntryIsBusy: RetryProps = {
  errors: ['EntryBusyError'],
  interval: Duration.seconds(15),
  backoffRate: 1,
  maxAttempts: 12,
};

/**
 * After 2, 4, 8, 16, 32 and 64 seconds: AWS that throttles for two minutes is outlasted, and whoever waits is told within
 * three that it failed.
 */
const whileOpening: RetryProps = { ...fiveRetries, maxAttempts: 6 };

export interface WindowFunctions {
  readonly openWindow: IFunction;
  readonly closeWindow: IFunction;
}

/**
 * Opens the window, and whatever came of that, asks `close-window` until nothing is left of it.
 * `close-window` finds the error that opening ended with at `failure`, and its own last one at `closeFailure`: only
 * the first says that the opening failed.
 */
export class WindowMachine extends Construct {
  readonly machine: RequestMachine;

  constructor(scope: Construct, id: string, name: string, { openWindow, closeWindow }: WindowFunctions) {
    super(scope, id);
    const close = new AskWaitLoop(this, 'Loop', {
      ask: 'Close',
      function: closeWindow,
      failurePath: '$.closeFailure',
    });
    const open = new LambdaInvoke(this, 'Open', {
      lambdaFunction: openWindow,
      // The record says what opening did; of the answer, closing only reads until when Slack asked for quiet.
      resultPath: '$.opened',
      retryOnServiceExceptions: false,
      taskTimeout,
    });
    open.addRetry(whileEntryIsBusy);
    open.addRetry(whileOpening).addCatch(close, { resultPath: '$.failure' }).next(close);
    this.machine = new RequestMachine(this, 'Machine', name, open);
  }
}
