import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  DefinitionBody,
  type IChainable,
  LogLevel,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

/** A machine that runs once per request, for as long as the request lives: so STANDARD, and logged and traced. */
export class RequestMachine extends StateMachine {
  constructor(scope: Construct, id: string, stateMachineName: string, definition: IChainable) {
    super(scope, id, {
      stateMachineName,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromChainable(definition),
      tracingEnabled: true,
      logs: {
        level: LogLevel.ALL,
        // Ids, instants and errors; what people typed is never in it.
        includeExecutionData: true,
        destination: new LogGroup(scope, `${id}Log`, {
          // The prefix keeps log delivery within the limit of CloudWatch's resource policy:
          // https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html
          logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
          retention: RetentionDays.THREE_MONTHS,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      },
    });
  }
}
