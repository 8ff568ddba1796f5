// The live page: what it shows is in the address, what it asks for follows from that, and the panels show the answers.
import { access } from './access.js';
import { getFootprint, getJson } from './api.js';
import { StackChart, chartUnit, drawLegend, drawTable } from './charts.js';
import { byId, el, setAttribute, setText, syncChildren } from './dom.js';
import { Feed, Health } from './feed.js';
import { sumRanges, timeZone } from './format.js';
import { Live } from './live.js';
import { showModels } from './models.js';
import {
  chartNote, showComparisons, showConnection, showPartial, showRates, showStatus, showTotals, showViewer,
} from './panels.js';
import { openProvenance, setUpProvenance } from './provenance.js';
import { HOUR, MINUTE, assignSlots, rankGroups, stackRows, windowStarts } from './series.js';
import { setUpTokenDialog, showAccess } from './tokendialog.js';
import { DIMENSIONS, MEASURES, NAMES, searchOf, viewOf } from './view.js';

const TICK_MS = 5_000;
const THEME_KEY = 'wattledger.theme';

// ---- What is shown ----

const state = {
  view: viewOf(location.search),
  values: Object.fromEntries(DIMENSIONS.map((name) => [name, new Set()])),
  valuesRead: false,
  models: { sort: 'energy', all: false },
  status: null,
  totals: null,
  hour: null,
  day: null,
  slots: new Map(),
  partial: new Set(),
};

const chosenFilters = () => DIMENSIONS.filter((name) => state.view.filters[name]);

// ---- What is asked for ----

const health = new Health(showConnection);

/** An answer with the view that it was asked for, as the view may have changed since. */
const windows = (step) => async (signal) => {
  const { by, filters } = state.view;
  return { by, answer: await getFootprint({ step, by: [by], filters }, signal) };
};

async function valuesOf(signal) {
  const values = {};
  let more = false;
  for (const name of DIMENSIONS) {
    const answer = await getFootprint({ step: 'total', by: [name] }, signal);
    values[name] = answer.rows.map((row) => row[name]);
    more ||= answer.more;
  }
  return { values, more };
}

const feeds = {
  status: new Feed({
    name: 'status',
    load: (signal) => getJson('/api/v1/status', signal),
    show: onStatus,
    gapMs: 2_000,
    maxAgeMs: Infinity,
    health,
  }),
  totals: new Feed({
    name: 'totals',
    load: (signal) => getFootprint({ step: 'total', by: ['model', 'gpu'], filters: state.view.filters }, signal),
    show: onTotals,
    gapMs: 2_000,
    maxAgeMs: 30_000,
    health,
  }),
  hour: new Feed({ name: 'last hour', load: windows('1m'), show: onHour, gapMs: 2_000, maxAgeMs: 15_000, health }),
  day: new Feed({ name: 'last day', load: windows('1h'), show: onDay, gapMs: 30_000, maxAgeMs: 300_000, health }),
  values: new Feed({ name: 'filters', load: valuesOf, show: onValues, gapMs: 5_000, maxAgeMs: 60_000, health }),
};

const live = new Live({
  url: '/api/v1/live',
  onStatus,
  onOpen: () => {
    feeds.status.refresh();
    Object.values(feeds).forEach((feed) => feed.heal());
  },
  // Without a stream, the status is asked for as often as the stream is tried.
  onBreak: (error) => error.forbidden || feeds.status.refresh(),
  health,
});

const refreshFigures = () => [feeds.totals, feeds.hour, feeds.day, feeds.values].forEach((feed) => feed.refresh());

// ---- What comes back ----

function onStatus(status) {
  state.status = status;
  showStatus(status);
  showViewer(status.viewer);
  showNotices();
  refreshFigures();
}

function onTotals(answer) {
  state.totals = answer;
  notePartial('the models', answer.more);
  showTotals(answer, chosenFilters().map((name) => `${NAMES[name]} ${state.view.filters[name]}`));
  showComparisons(answer.total);
  drawModels();
  showNotices();
}

function onHour(result) {
  state.hour = result;
  notePartial('the last hour', result.answer.more);
  showRates(result.answer);
  drawCharts();
}

function onDay(result) {
  state.day = result;
  notePartial('the last day', result.answer.more);
  drawCharts();
}

function onValues({ values, more }) {
  notePartial('the choices of the view', more);
  for (const name of DIMENSIONS) {
    values[name].forEach((value) => state.values[name].add(value));
  }
  state.valuesRead = true;
  drawFilters();
}

function notePartial(what, more) {
  if (more) {
    state.partial.add(what);
  } else {
    state.partial.delete(what);
  }
  showPartial([...state.partial]);
}

function showNotices() {
  const filtered = chosenFilters().length > 0;
  const nothing = state.totals?.total.requests === 0;
  // Without a lag the instance has not read the books yet, and cannot say that they are empty.
  const read = typeof state.status?.lagRecords === 'number';
  // Null: somebody who sees some teams is told of their figures only.
  const noEvents = (state.status?.events?.in ?? 0) === 0;
  const ofSomeTeams = Boolean(state.status?.viewer.teams);
  byId('empty').hidden = !(read && noEvents && nothing && !filtered);
  byId('empty-teams').hidden = !ofSomeTeams;
  byId('empty-all').hidden = ofSomeTeams;
  byId('no-match').hidden = !(nothing && filtered);
}

function drawModels() {
  showModels(state.totals.rows, state.models, (model, gpu) => {
    const { team, region } = state.view.filters;
    openProvenance(model, gpu, { team, region });
  });
}

function drawFilters() {
  for (const name of DIMENSIONS) {
    const chosen = state.view.filters[name];
    const known = state.values[name];
    const options = [...known].sort().map((value) => ({ value, text: value }));
    if (chosen && !known.has(chosen)) {
      options.push({ value: chosen, text: state.valuesRead ? `${chosen} (not in the books)` : chosen });
    }
    const select = byId(`filter-${name}`);
    syncChildren(
      select,
      [{ value: '', text: `All ${NAMES[name]}s` }, ...options],
      (option) => option.value,
      (option) => el('option', { value: option.value }),
      (node, option) => setText(node, option.text),
    );
    if (select.value !== chosen) {
      select.value = chosen;
    }
  }
  byId('clear-filters').hidden = chosenFilters().length === 0;
}

// ---- Charts ----

const charts = [
  {
    id: 'hour',
    chart: new StackChart({ canvas: byId('chart-hour'), sizeMs: MINUTE, tickMs: 10 * MINUTE, per: 'minute' }),
    sizeMs: MINUTE,
    howMany: 60,
    per: 'minute',
    over: 'the last hour',
  },
  {
    id: 'day',
    chart: new StackChart({ canvas: byId('chart-day'), sizeMs: HOUR, tickMs: 4 * HOUR, per: 'hour' }),
    sizeMs: HOUR,
    howMany: 24,
    per: 'hour',
    over: 'the last day',
  },
];

/** Both charts have the same groups in the same colours, so both are drawn when either changes. */
function drawCharts() {
  const { by, measure } = state.view;
  const field = MEASURES[measure];
  const ready = charts.filter(({ id }) => state[id]?.by === by);
  const ranked = rankGroups(ready.map(({ id }) => state[id].answer.rows), by, field);
  state.slots = assignSlots(state.slots, ranked);
  const legend = new Map();
  for (const { id, chart, sizeMs, howMany, per, over } of ready) {
    const { at, rows, knownFrom, complete } = state[id].answer;
    const stack = stackRows({
      rows,
      by,
      field,
      slots: state.slots,
      starts: windowStarts(Date.parse(at), sizeMs, howMany),
      knownFromMs: complete === false ? Date.parse(knownFrom) : NaN,
    });
    const unit = chartUnit(stack, measure);
    const what = `${measure} per ${per} by ${NAMES[by]} over ${over}`;
    chart.draw(stack, measure, unit, `Stacked areas: ${what}. The table below has the same figures.`);
    drawTable(byId(`table-${id}`), stack, measure, unit, sizeMs);
    setText(byId(`${id}-caption`), `${what}, in ${unit[1]}, newest first; windows without a request have no row`);
    setText(byId(`${id}-note`), noteOf(stack, measure, per, { complete, knownFrom }));
    stack.layers.forEach((layer) => legend.set(layer.slot, layer));
  }
  drawLegend(byId('legend'), [...legend.values()]);
}

function noteOf(stack, kind, running, known) {
  const cells = stack.layers.flatMap((layer) => layer.cells).filter(Boolean);
  return chartNote({
    sum: sumRanges(cells.map((cell) => cell.amount)),
    requests: cells.reduce((sum, cell) => sum + cell.requests, 0),
    unpriced: cells.reduce((sum, cell) => sum + cell.unpriced, 0),
    kind,
    running,
    ...known,
  });
}

// ---- What the person does ----

function setView(change) {
  const before = state.view;
  state.view = { ...before, ...change };
  history.replaceState(null, '', `${location.pathname}${searchOf(state.view, location.search)}${location.hash}`);
  drawFilters();
  if (state.view.by !== before.by) {
    state.slots = new Map();
  }
  if (state.view.filters !== before.filters) {
    feeds.totals.restart();
  }
  if (state.view.filters !== before.filters || state.view.by !== before.by) {
    feeds.hour.restart();
    feeds.day.restart();
  } else {
    drawCharts();
  }
}

function setUpControls() {
  for (const name of DIMENSIONS) {
    byId(`filter-${name}`).addEventListener('change', (event) =>
      setView({ filters: { ...state.view.filters, [name]: event.target.value } }),
    );
  }
  byId('clear-filters').addEventListener('click', () => {
    setView({ filters: Object.fromEntries(DIMENSIONS.map((name) => [name, ''])) });
    byId('filter-team').focus();
  });
  byId('group-by').value = state.view.by;
  byId('group-by').addEventListener('change', (event) => setView({ by: event.target.value }));
  byId('measure').value = state.view.measure;
  byId('measure').addEventListener('change', (event) => setView({ measure: event.target.value }));
  for (const button of document.querySelectorAll('#top-models button.sort')) {
    button.addEventListener('click', () => setModels({ sort: button.closest('th').dataset.sort }));
  }
  byId('all-models').addEventListener('click', () => setModels({ all: !state.models.all }));
}

function setModels(change) {
  state.models = { ...state.models, ...change };
  if (state.totals) {
    drawModels();
  }
}

// ---- Theme ----

const systemDark = matchMedia('(prefers-color-scheme: dark)');

const isDark = () => (document.documentElement.dataset.theme ?? (systemDark.matches ? 'dark' : 'light')) === 'dark';

function showTheme() {
  setText(byId('theme-toggle'), isDark() ? 'Light theme' : 'Dark theme');
  charts.forEach(({ chart }) => chart.repaint());
}

function toggleTheme() {
  const theme = isDark() ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(THEME_KEY, theme);
  } catch {
    // Storage may be forbidden or full: the theme holds for this visit.
  }
  showTheme();
}

// ---- Start, and coming and going ----

function onAccess(change) {
  health.locked(change.needed);
  if (change.needed) {
    live.close();
  } else {
    // Another token may see other teams.
    DIMENSIONS.forEach((name) => state.values[name].clear());
    state.valuesRead = false;
    state.slots = new Map();
    Object.values(feeds).forEach((feed) => feed.restart());
    onVisibility();
  }
  showAccess(change);
}

function resume() {
  live.open();
  feeds.status.refresh();
  refreshFigures();
}

function onVisibility() {
  // A hidden page needs no stream, and browsers grant few of them per host.
  if (document.hidden) {
    live.close();
  } else {
    resume();
  }
}

function start() {
  access.listen(onAccess);
  setUpTokenDialog();
  setUpProvenance();
  setUpControls();
  drawFilters();
  byId('theme-toggle').addEventListener('click', toggleTheme);
  systemDark.addEventListener('change', showTheme);
  showTheme();
  setText(byId('zone'), timeZone());
  if (!globalThis.Chart) {
    byId('no-charts').hidden = false;
    document.querySelectorAll('.canvas').forEach((box) => setAttribute(box, 'hidden', ''));
    document.querySelectorAll('.charts details').forEach((details) => setAttribute(details, 'open', ''));
  }
  document.addEventListener('visibilitychange', onVisibility);
  addEventListener('pagehide', () => live.close());
  addEventListener('pageshow', (event) => event.persisted && resume());
  setInterval(() => Object.values(feeds).forEach((feed) => feed.tick()), TICK_MS);
  onVisibility();
}

start();
