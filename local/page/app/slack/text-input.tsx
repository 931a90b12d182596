import { useRef } from 'preact/hooks';
import { ariaOf, type Held } from './control.tsx';

/** How long typing rests before the app is told of it: milliseconds. */
const restMs = 400;

/** A line or a box of text. It acts, where it does, on Enter unless the app asked for every character. */
export function TextInput({ value, changed: _, acts, ...props }: Held & { acts: boolean }) {
  const { element, block, form } = props;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const triggers: readonly string[] = element.dispatch_action_config?.trigger_actions_on ?? [
    'on_enter_pressed',
  ];
  const typed = (text: string) => {
    form.put(block, element, text || null);
    clearTimeout(timer.current);
    if (acts && triggers.includes('on_character_entered'))
      timer.current = setTimeout(() => void form.act(element, text || null), restMs);
  };
  const entered = (event: KeyboardEvent) => {
    if (!acts || event.key !== 'Enter' || !triggers.includes('on_enter_pressed')) return;
    event.preventDefault();
    void form.act(element, value);
  };
  const shared = {
    ...ariaOf(props),
    value: String(value ?? ''),
    placeholder: element.placeholder?.text,
    maxLength: element.max_length,
    onKeyDown: entered,
  };
  return element.multiline ? (
    <textarea {...shared} rows={4} onInput={(event) => typed(event.currentTarget.value)} />
  ) : (
    <input {...shared} type="text" autocomplete="off" onInput={(event) => typed(event.currentTarget.value)} />
  );
}
