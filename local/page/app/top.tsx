import { api } from './api.ts';
import { useKept, useSeconds } from './hooks.ts';
import { dayTime } from './model/time.ts';
import { useSession } from './session.ts';
import { secondsToEnd } from './truth/next-end.ts';

/** The head of the page: what is wrong, the clock, and what moves it. */
export function Top({ sentence, openTour }: { sentence: string; openTour: (() => void) | undefined }) {
  return (
    <header class="top">
      <h1>
        <Mark />
        k8s-access <span class="quiet">local workspace</span>
      </h1>
      <p class="status" role="status">
        {sentence}
      </p>
      <Clock />
      {openTour && (
        <button type="button" class="plain" onClick={openTour}>
          Tour
        </button>
      )}
      <Theme />
    </header>
  );
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path d="M16 7a9 9 0 1 0 9 9M16 11v5l4 3" />
    </svg>
  );
}

function Clock() {
  const { user, offset, state, report, tell } = useSession();
  const now = useSeconds() + offset;
  const toEnd = () => {
    const seconds = secondsToEnd(state.requests, Date.now() + offset);
    if (seconds === undefined) tell('No window is open, so there is no end to go to.');
    else void report(api.advance(seconds));
  };
  return (
    <section class="clock" aria-label="Clock">
      <time class="now" dateTime={new Date(now).toISOString()}>
        {dayTime(now, user.tz)}
      </time>
      <button type="button" onClick={() => void report(api.advance(600))}>
        +10 min
      </button>
      <button type="button" onClick={toEnd}>
        To the end of the window
      </button>
    </section>
  );
}

const themes = { system: 'light', light: 'dark', dark: 'system' } as const;

function Theme() {
  const [kept, keep] = useKept('theme', 'system');
  const theme = kept === 'light' || kept === 'dark' ? kept : 'system';
  document.documentElement.dataset['theme'] = theme;
  return (
    <button type="button" class="plain" onClick={() => keep(themes[theme])}>
      Look: {theme}
    </button>
  );
}
