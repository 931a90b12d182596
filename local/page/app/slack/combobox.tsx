import { useId, useState } from 'preact/hooks';
import type { Option } from '../model/block-kit.ts';
import { ariaOf, type Held } from './control.tsx';
import { OptionList } from './option-list.tsx';

interface Props extends Held {
  /** Options whose wording is known beforehand. */
  readonly known?: readonly Option[];
  /** Characters to type before anything is looked for. */
  readonly minimum: number;
  find(typed: string): Promise<readonly Option[]>;
}

/** A select with a search: one option, or several. https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
export function Combobox({ value, changed, minimum, find, known = [], ...props }: Props) {
  const list = useId();
  const several = props.element.type.startsWith('multi_');
  const [typed, setTyped] = useState<string>();
  const [found, setFound] = useState<readonly Option[]>();
  const [at, setAt] = useState(0);
  const [seen, setSeen] = useState<readonly Option[]>([]);
  const chosen = optionsFor(value, [...seen, ...givenOptions(props), ...known]);
  const one = several ? undefined : chosen[0];

  const look = async (text: string) => {
    setTyped(text);
    if (text.length < minimum) return setFound(undefined);
    setFound(await find(text));
    setAt(0);
  };
  const leave = () => {
    setTyped(undefined);
    setFound(undefined);
  };
  const choose = (option: Option | undefined) => {
    if (option === undefined) return;
    setSeen([...chosen, option]);
    const rest = chosen.map((each) => each.value).filter((each) => each !== option.value);
    changed(several ? (rest.length < chosen.length ? rest : [...rest, option.value]) : option.value);
    leave();
  };
  const press = (event: KeyboardEvent) => {
    const isOpen = found !== undefined;
    const does: Readonly<Record<string, (() => void) | false>> = {
      Escape: isOpen && leave,
      Enter: isOpen && (() => choose(found[at])),
      ArrowUp: isOpen && (() => setAt((at - 1 + found.length) % Math.max(1, found.length))),
      ArrowDown: isOpen ? () => setAt((at + 1) % Math.max(1, found.length)) : () => void look(typed ?? ''),
      Backspace: several && !typed && (() => changed(chosen.slice(0, -1).map((each) => each.value))),
    };
    const doIt = does[event.key];
    if (!doIt) return;
    event.preventDefault();
    event.stopPropagation();
    doIt();
  };
  return (
    <div class="combobox">
      {several &&
        chosen.map((option) => (
          <button
            key={option.value}
            type="button"
            class="chip"
            aria-label={`Remove ${option.text.text}`}
            onClick={() => choose(option)}
          >
            {option.text.text} <span aria-hidden="true">×</span>
          </button>
        ))}
      <input
        {...ariaOf(props)}
        type="text"
        role="combobox"
        autocomplete="off"
        aria-autocomplete="list"
        aria-expanded={found !== undefined}
        aria-controls={list}
        aria-activedescendant={found?.[at] && `${list}-${at}`}
        placeholder={props.element.placeholder?.text ?? 'Type to search'}
        value={typed ?? one?.text.text ?? ''}
        onInput={(event) => void look(event.currentTarget.value)}
        onClick={() => void look(typed ?? '')}
        onBlur={leave}
        onKeyDown={press}
      />
      <OptionList<Option>
        id={list}
        label="Options"
        items={found}
        at={at}
        keyOf={({ value }) => value}
        isChosen={({ value }) => chosen.some((each) => each.value === value)}
        draw={(option) => (
          <>
            {option.text.text}
            {option.description && <span class="quiet"> {option.description.text}</span>}
          </>
        )}
        choose={choose}
      />
    </div>
  );
}

/** What the platform has for the element: options with their wording. */
function givenOptions({
  block,
  element,
  form,
}: Pick<Props, 'block' | 'element' | 'form'>): readonly Option[] {
  const { selected_options = [], selected_option } = form.given(block, element) ?? {};
  return [...selected_options, ...(selected_option ? [selected_option] : []), ...(element.options ?? [])];
}

function optionsFor(value: Props['value'], wordings: readonly Option[]): readonly Option[] {
  const values = value === null ? [] : typeof value === 'string' ? [value] : value;
  return values.map(
    (each) => wordings.find((option) => option.value === each) ?? { text: { text: each }, value: each },
  );
}
