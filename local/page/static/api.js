/** @typedef {import('./types.js').State} State */
/** @typedef {import('./types.js').Outcome} Outcome */

/** @returns {Promise<State>} */
export async function readState() {
  const answer = await fetch('/local/state');
  if (!answer.ok) throw new Error(`The platform answers ${answer.status}.`);
  return answer.json();
}

/** @param {string} path @param {object} body @returns {Promise<Outcome>} */
async function post(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (answer.ok) return text === '' ? {} : (JSON.parse(text) ?? {});
  return { problem: sentence(text) ?? `The platform answers ${answer.status}.` };
}

/** @param {string} text @returns {string | undefined} */
function sentence(text) {
  try {
    return JSON.parse(text).error;
  } catch {
    return undefined;
  }
}

/** @param {{user: string, channel: string, command: string, text: string}} body */
export const sendCommand = (body) => post('/local/slack/command', body);
/** @param {object} body */
export const sendAction = (body) => post('/local/slack/action', body);
/** @param {{user: string, view_id: string, values: object}} body */
export const sendForm = (body) => post('/local/slack/submit', body);
/** @param {{user: string, view_id: string}} body */
export const closeForm = (body) => post('/local/slack/close', body);
/** @param {object} body */
export const askOptions = (body) => post('/local/slack/suggest', body);
/** @param {{user: string}} body */
export const openHome = (body) => post('/local/slack/home', body);
/** @param {number} seconds */
export const advance = (seconds) => post('/local/clock/advance', { seconds });
