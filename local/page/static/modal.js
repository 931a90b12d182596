import { drawBlocks } from './blocks.js';
import { h } from './dom.js';
import { actingWithin, formValues } from './form.js';

/** @typedef {import('./types.js').View} View */
/** @typedef {import('./types.js').Outcome} Outcome */
/** @typedef {import('./controls.js').Context} Context */
/** @typedef {ReturnType<typeof formValues>} Values */

/**
 * The dialog that shows the topmost modal. It is drawn anew only when the view has changed, and then keeps what was
 * typed, as Slack does.
 * @param {HTMLDialogElement} dialog
 * @param {{submit(view: View, values: Values): Promise<Outcome>, close(view: View): void}} handlers
 */
export function modalDialog(dialog, handlers) {
  /** @type {View | undefined} */
  let shown;
  /** @type {Context | undefined} */
  let drawnWith;

  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    if (shown) handlers.close(shown);
  });

  /** @param {View} view @param {Context} context @param {Outcome} outcome */
  function draw(view, context, outcome) {
    const typed = shown?.id === view.id ? formValues(dialog) : {};
    shown = view;
    drawnWith = context;
    const form = drawForm(
      view,
      withTyped(
        { ...actingWithin(context, dialog), ...(outcome.errors && { errors: outcome.errors }) },
        typed,
      ),
      outcome.problem,
    );
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const answer = await handlers.submit(view, formValues(form));
      if ((answer.errors || answer.problem) && shown?.id === view.id) draw(view, context, answer);
    });
    form.querySelector('[data-close]')?.addEventListener('click', () => handlers.close(view));
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset;
    dialog.replaceChildren(form);
    if (!dialog.open) dialog.showModal();
    const wrong = /** @type {HTMLElement | null} */ (form.querySelector('[aria-invalid]'));
    (wrong ?? fieldOf(form, focused))?.focus();
  }

  return {
    /** Shows `view`, or nothing. @param {View | undefined} view @param {Context} context */
    show(view, context) {
      if (!view) {
        shown = undefined;
        if (dialog.open) dialog.close();
      } else if (view.id !== shown?.id || view.hash !== shown.hash || !drawnWith) {
        draw(view, context, {});
      }
    },
  };
}

/**
 * The input that a redrawn form has in the place of another.
 * @param {HTMLElement} form @param {DOMStringMap | undefined} before @returns {HTMLElement | undefined}
 */
function fieldOf(form, before) {
  const { block, action } = before ?? {};
  if (block === undefined) return undefined;
  const fields = /** @type {HTMLElement[]} */ ([...form.querySelectorAll('[data-block]')]);
  return fields.find(({ dataset }) => dataset['block'] === block && dataset['action'] === action);
}

/** @param {View} view @param {Context} context @param {string | undefined} problem */
function drawForm(view, context, problem) {
  return h(
    'form',
    { method: 'dialog', novalidate: true },
    h('h2', { id: 'modal-title' }, view.title?.text ?? ''),
    problem !== undefined && h('p', { class: 'error', role: 'alert' }, problem),
    ...drawBlocks(view.blocks, context),
    h(
      'div',
      { class: 'actions end' },
      h('button', { type: 'button', 'data-close': true }, view.close?.text ?? 'Cancel'),
      view.submit && h('button', { class: 'primary' }, view.submit.text),
    ),
  );
}

/** The same context, in which inputs hold what was typed. @param {Context} context @param {Values} typed @returns {Context} */
function withTyped(context, typed) {
  return {
    ...context,
    valueOf: (block, element) => {
      const given = typed[block.block_id]?.[element.action_id];
      const known = context.valueOf(block, element);
      return given === undefined ? known : asValue(given, known);
    },
  };
}

/**
 * A typed value in the form of Slack's state; an option is worded as the state words it, where that has it.
 * @param {string | string[] | null} given @param {any} known
 */
function asValue(given, known) {
  const options = [known?.selected_option, ...(known?.selected_options ?? [])];
  /** @param {string} value */
  const option = (value) => options.find((each) => each?.value === value) ?? { text: { text: value }, value };
  if (Array.isArray(given)) return { selected_options: given.map(option) };
  return {
    value: given,
    selected_option: given === null ? null : option(given),
    selected_user: given,
    selected_date: given,
    selected_time: given,
  };
}
