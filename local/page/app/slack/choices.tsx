import { useId } from 'preact/hooks';
import type { Option } from '../model/block-kit.ts';
import { ariaOf, type Held } from './control.tsx';

/** Radio buttons, or a checkbox for each option. */
export function Choices({ value, changed, options, ...props }: Held & { options: readonly Option[] }) {
  const name = useId();
  const one = props.element.type === 'radio_buttons';
  const chosen = new Set(Array.isArray(value) ? value : value === null ? [] : [value]);
  const toggle = (option: string, checked: boolean) => {
    if (one) return changed(option);
    const next = options
      .map((each) => each.value)
      .filter((each) => (each === option ? checked : chosen.has(each)));
    changed(next);
  };
  return (
    <div class="choices" role={one ? 'radiogroup' : 'group'} {...ariaOf(props)}>
      {options.map((option) => (
        <label key={option.value} class="choice">
          <input
            type={one ? 'radio' : 'checkbox'}
            name={name}
            value={option.value}
            checked={chosen.has(option.value)}
            onChange={(event) => toggle(option.value, event.currentTarget.checked)}
          />
          <span>
            {option.text.text}
            {option.description && <span class="quiet"> {option.description.text}</span>}
          </span>
        </label>
      ))}
    </div>
  );
}
