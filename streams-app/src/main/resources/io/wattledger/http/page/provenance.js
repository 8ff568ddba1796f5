// The dialog that shows what a model on a GPU costs, and where each figure of that comes from.
import { getCost, getFootprint, getSite } from './api.js';
import { byId, el, linked, scrollTable, setText } from './dom.js';
import { count, dateTime, exact, exactText, quantity, rangeText, short } from './format.js';

/** More regions than these are counted, not listed. */
const REGIONS = 20;

const METHODS = new Map([
  ['measured', 'What somebody measured on this GPU, split into rates per token where needed.'],
  ['roofline-in-serving', 'What a step of decoding reads, computes and waits for, shared by its batch.'],
  ['roofline-in-vision', 'What arithmetic, activations, weights and launches of an image take, × the power of the board.'],
  ['flops-per-watt', 'FLOPs divided by the FLOPS per watt of the GPU, or of a date.'],
  ['alpha-flops', 'Power × time, where positions that run in parallel count less.'],
  ['hardware-efficiency', 'Power × time, where small operations achieve little of the peak.'],
  ['hardware-efficiency-regression', 'The regressions of its document on training runs, as published.'],
]);

let request = null;

/** To be called once. */
export function setUpProvenance() {
  const dialog = byId('provenance');
  byId('provenance-close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => {
    // The content fills the dialog: a click on the dialog itself is one beside it.
    if (event.target === dialog) {
      dialog.close();
    }
  });
  dialog.addEventListener('close', () => request?.abort());
}

/** Opens the dialog; filters say in which regions the model is looked for. */
export async function openProvenance(model, gpu, filters) {
  const body = byId('provenance-body');
  setText(byId('provenance-title'), `${model} on ${gpu}`);
  body.replaceChildren(el('p', {}, 'Reading the tables …'));
  request?.abort();
  request = new AbortController();
  const { signal } = request;
  const dialog = byId('provenance');
  if (!dialog.open) {
    dialog.showModal();
    dialog.scrollTop = 0;
  }
  try {
    const cost = await getCost(model, gpu, signal);
    const footprint = await getFootprint({ step: 'total', by: ['region'], filters: { ...filters, model, gpu } }, signal);
    const regions = footprint.rows.map((row) => row.region).sort();
    const sites = [];
    for (const region of regions.slice(0, REGIONS)) {
      sites.push({ region, revisions: await getSite(region, signal) });
    }
    body.replaceChildren(
      ...inTheBooks(footprint.total),
      ...costParts(cost, model, gpu),
      ...siteParts(sites, regions.length),
    );
  } catch (error) {
    if (signal.aborted) {
      return;
    }
    const again = el('button', { type: 'button' }, 'Try again');
    again.addEventListener('click', () => openProvenance(model, gpu, filters));
    body.replaceChildren(el('p', { class: 'warning' }, `The tables could not be read: ${error.message}.`), again);
  }
}

function inTheBooks(total) {
  const parts = [
    total.energyJoules
      ? `${quantity('energy', total.energyJoules.central)} (${rangeText('energy', total.energyJoules)})`
      : 'energy unknown',
    `${count(total.requests)} requests`,
  ];
  if (total.measuredEnergyJoules > 0) {
    parts.push(`of the energy, ${quantity('energy', total.measuredEnergyJoules)} was measured and not estimated`);
  }
  return [el('p', {}, `In the books: ${parts.join('; ')}.`)];
}

function costParts(revisions, model, gpu) {
  const heading = el('h3', {}, 'Cost of an inference');
  if (revisions.length === 0) {
    return [
      heading,
      el('p', { class: 'warning', 'data-testid': 'no-cost' }, `There is no cost for ${model} on ${gpu}. Its requests are ` +
        'booked. Those without measured energy wait for a cost, and their energy is unknown.'),
      el('p', {}, 'Publish one with ', el('code', {}, './wattledger publish'), '. It prices what waits.'),
    ];
  }
  const current = revisions.find((revision) => revision.inForce);
  const others = revisions.filter((revision) => revision !== current);
  return [
    heading,
    ...(current
      ? currentParts(current)
      : [el('p', { class: 'warning' }, 'No revision is in force now. Publish one with ./wattledger publish.')]),
    ...(others.length ? [otherRevisions(others)] : []),
  ];
}

function currentParts(revision) {
  return [
    el(
      'dl',
      { class: 'facts' },
      ...fact('Method', revision.method),
      ...(METHODS.has(revision.method) ? fact('It says', METHODS.get(revision.method)) : []),
      ...fact('Revision in force', revision.revision),
      ...fact('Holds', spanOf(revision)),
      ...(revision.calibratedOn ? fact('Calibrated on', revision.calibratedOn) : []),
    ),
    scrollTable(
      'Operating points. The first is for requests that do not tell their batch size. The rates add up.',
      ['Batch size', 'J per inference', 'J per input token', 'J per cached input token', 'J per output token'],
      revision.operatingPoints.map((point) => [
        el('th', { scope: 'row' }, count(point.batchSize)),
        rate(point.joulesPerInference),
        rate(point.joulesPerInputToken),
        rate(point.joulesPerCachedInputToken),
        rate(point.joulesPerOutputToken),
      ]),
    ),
    revision.provenance.length
      ? scrollTable(
          'Terms that the cost was computed from',
          ['Term', 'Value', 'Unit', 'Source'],
          revision.provenance.map((term) => [
            el('th', { scope: 'row' }, term.term),
            el('td', { 'data-value': term.value }, exact(term.value)),
            el('td', { class: 'text' }, term.unit),
            el('td', { class: 'source' }, ...linked(term.source)),
          ]),
        )
      : el('p', {}, 'The revision names no terms.'),
  ];
}

const fact = (name, value) => [el('dt', {}, name), el('dd', {}, value)];

function spanOf({ effectiveFrom, effectiveTo }) {
  const from = `from ${dateTime(Date.parse(effectiveFrom))}`;
  return effectiveTo ? `${from} to ${dateTime(Date.parse(effectiveTo))}` : `${from}, without an end`;
}

function rate(range) {
  if (!range) {
    return el('td', { class: 'unknown' }, 'unknown');
  }
  return el(
    'td',
    { title: exactText('energy', range), 'data-value': range.central },
    short(range.central),
    el('span', { class: 'range' }, `${short(range.low)}–${short(range.high)}`),
  );
}

function otherRevisions(revisions) {
  return el(
    'details',
    {},
    el('summary', {}, `Other revisions (${count(revisions.length)})`),
    scrollTable(
      'Revisions that are not in force now',
      ['Revision', 'Method', 'Holds'],
      revisions.map((revision) => [
        el('th', { scope: 'row' }, revision.revision),
        el('td', { class: 'text' }, revision.method),
        el('td', { class: 'text' }, spanOf(revision)),
      ]),
    ),
  );
}

function siteParts(sites, regions) {
  const rows = sites.map(({ region, revisions }) => {
    const current = revisions.find((revision) => revision.inForce);
    const head = el('th', { scope: 'row' }, region);
    return current
      ? [
          head,
          el('td', { class: 'text' }, current.revision),
          factor(current.pue),
          factor(current.wueLitresPerKwh),
          factor(current.ewifLitresPerKwh),
          factor(current.gramsCo2ePerKwh),
          el('td', { class: 'source' }, ...linked(current.source)),
        ]
      : [
          head,
          el('td', { class: 'unknown', colspan: '6' }, 'no factors: water and carbon of this region are unknown. Publish them ' +
            'with ./wattledger publish sites.'),
        ];
  });
  return [
    el('h3', {}, 'Factors of its regions'),
    el('p', {}, 'Energy of the facility = energy × PUE. Water = energy × WUE + energy of the facility × EWIF. Carbon = energy ' +
      'of the facility × grid intensity.'),
    rows.length
      ? scrollTable(
          'Site factors in force',
          ['Region', 'Revision', 'PUE', 'WUE (L/kWh)', 'EWIF (L/kWh)', 'Grid intensity (g CO₂e/kWh)', 'Source'],
          rows,
        )
      : el('p', {}, 'The books have no request of it in this view.'),
    ...(regions > sites.length ? [el('p', {}, `${count(regions - sites.length)} more regions are not listed.`)] : []),
  ];
}

const factor = (value) => el('td', { 'data-value': value }, exact(value));
