import { StaleRecordError } from './errors.ts';

/** How often a verb is judged before it gives up. Each loss is another writer's win, and a record has few. */
const mostTries = 5;

/**
 * Reads, judges and writes; again where another writer came between the reading and the writing, so that what the
 * verb answers is true of the record as it is then.
 * @throws StaleRecordError when others were faster five times in a row
 */
export async function judgeAgain<Answer>(judgeAndWrite: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await judgeAndWrite();
    } catch (error) {
      if (!(error instanceof StaleRecordError) || tries === mostTries) throw error;
    }
  }
}
