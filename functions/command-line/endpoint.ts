import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Answer } from '../../shared/adapters/command-line/answer.ts';
import { readCall } from '../../shared/adapters/command-line/call.ts';
import { asTypedHere, refusalInWords } from '../../shared/adapters/command-line/words.ts';
import type { Reporter } from '../../shared/usecases/ports.ts';
import { answerCall, type CallPorts } from './answer-call.ts';
import { readEvent, refusalOfStranger } from './caller.ts';

export interface EndpointPorts extends CallPorts {
  readonly reporter: Reporter;
  /** Id of the AWS organization whose people may call; without it, Lambda's policies alone decide. */
  readonly organization?: string;
}

export type Endpoint = (
  event: unknown,
  context: Pick<Context, 'awsRequestId'>,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** Bytes. The longest call that makes sense has a reason of 1,000 characters. */
const largestBody = 64 * 1024;

const statusOf: Readonly<Record<Answer['outcome'], number>> = { done: 200, refused: 422, failed: 500 };

/** The function URL's handler: only what AWS has verified, and what makes sense, goes further than here. */
export function commandLineEndpoint(ports: EndpointPorts): Endpoint {
  return async (event, { awsRequestId }) => {
    const answer = await answerEvent(ports, event).catch((error: unknown): Answer => {
      ports.reporter.failed(`carry out a call (code ${awsRequestId})`, error);
      return {
        outcome: 'failed',
        code: awsRequestId,
        text: `Something failed on our side, so this may not have been recorded; without a record nothing is granted. \`k8s-access list\` shows what stands. Try again in a minute; if it goes on, give your platform team the code ${awsRequestId}.`,
      };
    });
    return {
      statusCode: statusOf[answer.outcome],
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(answer),
    };
  };
}

async function answerEvent(ports: EndpointPorts, event: unknown): Promise<Answer> {
  const signed = readEvent(event);
  if (signed === undefined)
    return malformed('AWS does not say who calls. Sign the call with AWS credentials.');
  const stranger = refusalOfStranger(signed, ports.organization);
  if (stranger !== undefined) {
    return { outcome: 'refused', code: stranger.code, text: refusalInWords(stranger) };
  }
  if (signed.body.length > largestBody) return malformed('The call is longer than 64 KB. Shorten it.');
  const read = readCall(signed.body);
  return read.ok ? answerCall(ports, signed.caller, read.call) : malformed(read.problem);
}

function malformed(text: string): Answer {
  return { outcome: 'refused', code: 'malformed', text: asTypedHere(text) };
}
