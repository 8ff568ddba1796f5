// The table of models and GPUs: sorted by the column that a person chose, unknown figures last.
import { byId, el, setAmount, setAttribute, setCount, setText, syncChildren } from './dom.js';
import { count, scaleRange } from './format.js';

/** What a row is sorted by; unknown ones come last. */
const SORTS = {
  energy: (row) => row.energyJoules?.central,
  water: (row) => row.waterLitres?.central,
  carbon: (row) => row.carbonGrams?.central,
  perToken: (row) => perToken(row)?.central,
  perInference: (row) => perInference(row)?.central,
  requests: (row) => row.requests,
};

const perToken = (row) => (row.outputTokens > 0 ? scaleRange(row.energyJoules, 1 / row.outputTokens) : null);

const perInference = (row) =>
  row.outputTokens === 0 && row.inferences > 0 ? scaleRange(row.energyJoules, 1 / row.inferences) : null;

const TOP = 10;

/** @param open called with model and GPU of the row whose button was pressed */
export function showModels(rows, { sort, all }, open) {
  const table = byId('top-models');
  for (const head of table.tHead.rows[0].cells) {
    if (head.dataset.sort) {
      setAttribute(head, 'aria-sort', head.dataset.sort === sort ? 'descending' : null);
    }
  }
  const value = SORTS[sort];
  const sorted = [...rows].sort(
    (a, b) => (value(b) ?? -1) - (value(a) ?? -1) || b.requests - a.requests || (keyOf(a) < keyOf(b) ? -1 : 1),
  );
  syncChildren(table.tBodies[0], all ? sorted : sorted.slice(0, TOP), keyOf, (row) => modelRow(row, open), updateModelRow);
  const more = byId('all-models');
  more.hidden = sorted.length <= TOP;
  setText(more, all ? `Show the first ${TOP}` : `Show all ${count(sorted.length)}`);
}

const keyOf = (row) => `${row.model}|${row.gpu}`;

function modelRow(row, open) {
  const button = el(
    'button',
    { type: 'button', class: 'row-button', 'aria-haspopup': 'dialog', title: 'Where its figures come from' },
    row.model,
  );
  button.addEventListener('click', () => open(row.model, row.gpu));
  const amount = () => el('td', {}, el('data'), el('span', { class: 'range' }));
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, button),
    el('td', { class: 'text' }, row.gpu),
    ...Array.from({ length: 5 }, amount),
    el('td', {}, el('data')),
  );
}

function updateModelRow(node, row) {
  const [, , energy, water, carbon, token, inference, requests] = node.cells;
  const prefix = row.unpricedRequests > 0 ? '≥ ' : '';
  const show = (cell, kind, range, missing = 'unknown') =>
    setAmount(cell.firstChild, cell.lastChild, kind, range, { missing, prefix });
  show(energy, 'energy', row.energyJoules);
  show(water, 'water', row.waterLitres);
  show(carbon, 'carbon', row.carbonGrams);
  show(token, 'energy', perToken(row), row.outputTokens > 0 ? 'unknown' : '–');
  show(inference, 'energy', perInference(row), row.outputTokens === 0 && row.inferences > 0 ? 'unknown' : '–');
  setCount(requests.firstChild, row.requests);
}
