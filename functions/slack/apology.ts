import { code } from '../../shared/adapters/slack/views/text.ts';
import type { Reporter } from '../../shared/usecases/ports.ts';

/** Where failures are reported, and the code under which a person's report finds them in the log. */
export interface Incident {
  readonly reporter: Reporter;
  readonly lambdaRequestId: string;
}

/** Does the work of an event; should it fail, reports that and throws, so that Slack delivers the event again. */
export async function orDeliverAgain(
  { reporter, lambdaRequestId }: Incident,
  what: string,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    reporter.failed(`${what} (code ${lambdaRequestId})`, error);
    throw new Error(`could not ${what}; deliver the event again`);
  }
}

/** Does the work; should it fail, reports that and answers with an apology instead, because Slack needs an answer. */
export async function orApologize<Answer>(
  { reporter, lambdaRequestId }: Incident,
  what: string,
  work: () => Promise<Answer>,
  apologize: (text: string) => Answer,
): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    reporter.failed(`${what} (code ${lambdaRequestId})`, error);
    return apologize(
      `Something failed on our side, so this may not have been recorded; without a record nothing is granted. \`/k8s-access list\` shows what stands. Try again in a minute; if it goes on, give your platform team the code ${code(lambdaRequestId)}.`,
    );
  }
}
