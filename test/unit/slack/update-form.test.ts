import { afterEach, beforeEach, expect, it } from 'vitest';
import { updateInTime } from '../../../functions/slack/update-in-time.ts';
import { openSlackClient } from '../../../shared/adapters/slack/client.ts';
import { formUpdater, type UpdateForm } from '../../../shared/adapters/slack/forms.ts';
import { requestForm } from '../../../shared/adapters/slack/views/request-form.ts';
import type { ClusterName } from '../../../shared/domain/scope.ts';
import { botToken, startTestSlack, type TestSlack } from '../../support/slack.ts';
import { emptyPreview } from '../../support/slack-function.ts';

let local: TestSlack;
let reported: string[];
let update: UpdateForm;
beforeEach(async () => {
  local = await startTestSlack();
  reported = [];
  update = updaterWith(botToken);
  const trigger_id = local.slack.workspace.triggers.issue('U0ALICE');
  await local.client.apiCall('views.open', { trigger_id, view: requestForm(emptyPreview) });
});
afterEach(() => local.close());

function updaterWith(token: string): UpdateForm {
  const reporter = { failed: (what: string) => void reported.push(what), alarm: () => {} };
  const timeUp = () => new Promise<never>(() => {});
  const slack = openSlackClient(token, `${local.slack.url}/api/`);
  return updateInTime(formUpdater(slack), { timeUp, reporter });
}

const shown = () => {
  const view = local.slack.workspace.views.stack('U0ALICE').at(-1);
  if (view === undefined) throw new Error('no form is open');
  return view;
};
const drawnFor = (cluster: string) => requestForm(emptyPreview, cluster as ClusterName);

it('draws an open form anew', async () => {
  await update(shown(), drawnFor('prod-eu'));
  expect(shown().private_metadata).toBe('prod-eu');
});

it('leaves a form alone that was drawn anew since', async () => {
  const before = shown();
  await update(before, drawnFor('prod-eu'));
  await update(before, drawnFor('staging-eu'));
  expect(shown().private_metadata).toBe('prod-eu');
  expect(reported).toEqual([]);
});

it('leaves a form alone that was closed', async () => {
  const before = shown();
  local.slack.workspace.views.clear('U0ALICE');
  await update(before, drawnFor('prod-eu'));
  expect(reported).toEqual([]);
});

it('reports what else keeps it from that, and goes on', async () => {
  await updaterWith('xoxb-revoked')(shown(), drawnFor('prod-eu'));
  expect(reported).toEqual(['draw the form anew']);
});
