// The dialog that asks for a token, and the two buttons in the header that belong to it.
import { access } from './access.js';
import { getJsonWith } from './api.js';
import { byId, setAttribute, setText } from './dom.js';

/** The signs that a header can carry. */
const TOKEN = /^[\x21-\x7e]+$/;

let check = null;

/** To be called once. */
export function setUpTokenDialog() {
  const dialog = byId('token-dialog');
  byId('token-form').addEventListener('submit', (event) => {
    event.preventDefault();
    if (!check) {
      tryToken(byId('token-input').value.trim());
    }
  });
  byId('token-close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    check?.abort();
    check = null;
    setText(byId('token-submit'), 'Show the books');
    byId('token-input').value = '';
  });
  byId('enter-token').addEventListener('click', () => openDialog(null));
  byId('forget-token').addEventListener('click', () => {
    access.forget();
    // Takes with it what was shown.
    location.reload();
  });
  showButtons();
}

/** @param detail why the token that there was is not taken any more; null if there was none */
export function showAccess({ needed, detail }) {
  showButtons();
  if (needed) {
    openDialog(detail);
  } else {
    byId('token-dialog').close();
  }
}

function showButtons() {
  byId('forget-token').hidden = access.token === null;
  byId('enter-token').hidden = !access.needed;
}

function openDialog(problem) {
  const dialog = byId('token-dialog');
  showProblem(problem);
  if (!dialog.open) {
    dialog.showModal();
  }
}

async function tryToken(token) {
  if (!TOKEN.test(token)) {
    showProblem(token === '' ? 'Enter a token.' : 'A token has letters, digits and signs of ASCII, and no spaces.');
    return;
  }
  const request = new AbortController();
  check = request;
  showProblem(null);
  setText(byId('token-submit'), 'Checking …');
  try {
    await getJsonWith(token, '/api/v1/status', request.signal);
    if (!request.signal.aborted) {
      access.grant(token);
    }
  } catch (error) {
    if (!request.signal.aborted) {
      showProblem(error.status === 401 || error.forbidden ? error.detail : `The token could not be checked: ${error.message}.`);
    }
  } finally {
    if (check === request) {
      check = null;
      setText(byId('token-submit'), 'Show the books');
    }
  }
}

function showProblem(problem) {
  const input = byId('token-input');
  setText(byId('token-problem'), problem ?? '');
  setAttribute(input, 'aria-invalid', problem ? 'true' : null);
  if (problem && byId('token-dialog').open) {
    input.focus();
    input.select();
  }
}
