import { useEffect, useState } from 'preact/hooks';
import { type Session, useSession } from '../session.ts';
import { type Help, stories } from './stories.ts';

/** A story that somebody is in. */
interface Progress {
  readonly story: number;
  readonly step: number;
  /** When it began: ISO 8601, platform time. */
  readonly since: string;
}

/** The guided tour: what to do next, and help with it. It goes on by itself when the step was done. */
export function Tour({ close }: { close: () => void }) {
  const session = useSession();
  const { state, offset } = session;
  const [progress, setProgress] = useProgress();
  const begin = (story: number) =>
    setProgress({ story, step: 0, since: new Date(Date.now() + offset).toISOString() });
  const story = progress && stories[progress.story];
  const step = progress && story?.steps[progress.step];
  const done = progress !== undefined && step?.done?.(state, progress.since) === true;
  useEffect(() => {
    if (done) setProgress({ ...progress, step: progress.step + 1 });
  }, [done, progress]);
  return (
    <section class="tour" aria-label="Tour">
      {progress === undefined || story === undefined ? (
        <p>
          <strong>See it in four stories.</strong> <span class="quiet">Each takes about a minute.</span>
        </p>
      ) : (
        <p aria-live="polite">
          <strong>{story.title}</strong>{' '}
          <span class="quiet">
            {step === undefined ? 'done' : `${progress.step + 1} of ${story.steps.length}`}
          </span>
          <br />
          {step === undefined ? 'That was all of it. On to another story?' : step.say}
        </p>
      )}
      <div class="actions">
        {progress !== undefined && step !== undefined ? (
          <>
            {step.help && (
              <button type="button" class="primary" onClick={() => step.help && give(step.help, session)}>
                {labels[step.help.kind]}
              </button>
            )}
            <button
              type="button"
              class="secondary"
              onClick={() => setProgress({ ...progress, step: progress.step + 1 })}
            >
              {step.done ? 'Skip' : 'Next'}
            </button>
            <button type="button" class="secondary" onClick={() => setProgress(undefined)}>
              All stories
            </button>
          </>
        ) : (
          stories.map(({ title }, index) => (
            <button key={title} type="button" class="secondary" onClick={() => begin(index)}>
              {title}
            </button>
          ))
        )}
        <button type="button" class="plain" aria-label="Close the tour" onClick={close}>
          ×
        </button>
      </div>
    </section>
  );
}

const labels: Readonly<Record<Help['kind'], string>> = {
  compose: 'Write it for me',
  kubectl: 'Type it for me',
  look: 'Take me there',
};

function give(help: Help, { visit, write, type, show }: Session): void {
  switch (help.kind) {
    case 'compose':
      write(help.text);
      visit({ as: help.as, where: help.where });
      break;
    case 'look':
      visit({ as: help.as, where: help.where });
      break;
    case 'kubectl':
      type(help.text);
      visit({ as: help.as, where: 'access-requests' });
      show('terminal');
  }
}

const key = 'k8s-access.story';

/** Where the tour is in this tab; a reload does not lose it. */
function useProgress(): readonly [Progress | undefined, (progress: Progress | undefined) => void] {
  const [progress, setProgress] = useState<Progress | undefined>(() => {
    const kept = sessionStorage.getItem(key);
    return kept === null ? undefined : JSON.parse(kept);
  });
  const keep = (next: Progress | undefined) => {
    setProgress(next);
    if (next === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(next));
  };
  return [progress, keep];
}
