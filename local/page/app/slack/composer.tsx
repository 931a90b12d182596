import { useId, useMemo, useState } from 'preact/hooks';
import { api } from '../api.ts';
import type { Channel } from '../model/types.ts';
import { useSession } from '../session.ts';
import { type Suggestion, suggestionsFor } from './commands.ts';
import { OptionList } from './option-list.tsx';

/** Where slash commands are typed, with those that may be meant. */
export function Composer({ channel }: { channel: Channel }) {
  const { state, user, draft, write, report, tell } = useSession();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const mine = useMemo(() => state.requests.toReversed(), [state.requests]);
  const suggestions = useMemo(() => (open ? suggestionsFor(draft, mine) : []), [open, draft, mine]);

  const send = async (text: string) => {
    const [, command = '', rest = ''] = /^(\/\S+)\s*(.*)$/s.exec(text.trim()) ?? [];
    if (command === '') return tell('Type a slash command. Type / to see which there are.');
    setOpen(false);
    const { problem } = await report(
      api.command({ user: user.id, channel: channel.id, command, text: rest }),
    );
    // What was not taken is not lost.
    if (problem === undefined) write('');
  };
  const choose = ({ text }: Suggestion) => {
    write(text);
    setAt(-1);
    setOpen(text.endsWith(' '));
    document.getElementById(id)?.focus();
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = suggestions[at];
    if (event.key === 'Escape') setOpen(false);
    else if (step !== undefined && suggestions.length > 0) {
      event.preventDefault();
      setAt((at + step + suggestions.length) % suggestions.length);
    } else if (chosen !== undefined && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      choose(chosen);
    }
  };
  const type = (text: string) => {
    write(text);
    setOpen(true);
    setAt(-1);
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send(draft);
      }}
    >
      <OptionList
        id={`${id}-list`}
        class="commands"
        label="Commands"
        items={suggestions.length === 0 ? undefined : suggestions}
        at={at}
        keyOf={({ usage }) => usage}
        draw={({ usage, about }) => (
          <>
            <code>{usage}</code> <span class="quiet">{about}</span>
          </>
        )}
        choose={choose}
      />
      <label class="hidden" for={id}>
        Command, as {user.real_name}
      </label>
      <input
        id={id}
        name="command"
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        placeholder="Type / for a command"
        aria-expanded={suggestions.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={at >= 0 ? `${id}-list-${at}` : undefined}
        value={draft}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={press}
        onBlur={() => setOpen(false)}
      />
      <button type="submit" class="primary">
        Send
      </button>
    </form>
  );
}
