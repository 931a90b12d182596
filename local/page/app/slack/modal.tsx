import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api.ts';
import type { View } from '../model/types.ts';
import { useSession } from '../session.ts';
import { Blocks } from './blocks.tsx';
import { useViewForm } from './form.ts';
import { useNames } from './names.ts';

/** The topmost modal of the persona, if there is one. */
export function Modal() {
  const { state, user } = useSession();
  const view = state.views.findLast((each) => each.user === user.id);
  return view === undefined ? null : <OpenModal key={view.id} view={view} />;
}

function OpenModal({ view }: { view: View }) {
  const { user, report } = useSession();
  const dialog = useRef<HTMLDialogElement>(null);
  const form = useViewForm(view);
  const names = useNames();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    dialog.current?.showModal();
    (
      dialog.current?.querySelector('.input input, .input select, .input textarea') as HTMLElement | null
    )?.focus();
  }, []);
  const close = () => void report(api.close({ user: user.id, view_id: view.id }));
  const submit = async (event: Event) => {
    event.preventDefault();
    const outcome = await report(api.submit({ user: user.id, view_id: view.id, values: form.values }));
    form.fail(outcome.errors ?? {});
    setProblem(outcome.problem ?? '');
    if (outcome.errors)
      setTimeout(() => (dialog.current?.querySelector('[aria-invalid]') as HTMLElement | null)?.focus());
  };
  return (
    <dialog
      ref={dialog}
      class="modal"
      aria-labelledby="modal-title"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <form noValidate onSubmit={(event) => void submit(event)}>
        <h2 id="modal-title">{view.title?.text}</h2>
        {problem !== '' && (
          <p class="error" role="alert">
            {problem}
          </p>
        )}
        <div class="fields-of-form">
          <Blocks blocks={view.blocks} names={names} form={form} />
        </div>
        <div class="actions end">
          <button type="button" class="secondary" onClick={close}>
            {view.close?.text ?? 'Cancel'}
          </button>
          {view.submit && (
            <button type="submit" class="primary">
              {view.submit.text}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}
