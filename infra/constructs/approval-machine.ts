import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { AskWaitLoop } from './ask-wait-loop.ts';
import { RequestMachine } from './request-machine.ts';

/** Asks `advance-approval` until the request waits for nobody any more. */
export class ApprovalMachine extends Construct {
  readonly machine: RequestMachine;

  constructor(scope: Construct, id: string, name: string, advanceApproval: IFunction) {
    super(scope, id);
    const loop = new AskWaitLoop(this, 'Loop', {
      ask: 'Ask',
      function: advanceApproval,
      failurePath: '$.failure',
    });
    this.machine = new RequestMachine(this, 'Machine', name, loop);
  }
}
