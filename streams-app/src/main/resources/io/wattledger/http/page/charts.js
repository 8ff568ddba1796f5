// Stacked areas on a canvas, and the table that has the same figures.
import { el, setAttribute, setText, syncChildren } from './dom.js';
import { clock, digits, exactText, quantity, short, unitFor } from './format.js';
import { SLOTS, wholeCell } from './series.js';

/** Without the library the tables are still there. */
const library = () => globalThis.Chart;

const property = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Instants on round local times. */
function roundTimes(min, max, stepMs) {
  const offset = new Date(max).getTimezoneOffset() * 60_000;
  const times = [];
  for (let t = Math.ceil((min - offset) / stepMs) * stepMs + offset; t <= max; t += stepMs) {
    times.push(t);
  }
  return times;
}

/** The unit of the whole chart: that of its highest window. */
export function chartUnit(stack, kind) {
  return unitFor(kind, Math.max(0, ...stack.starts.map((_, i) => wholeCell(stack, i)?.amount?.central ?? 0)));
}

/** One chart. It keeps its datasets, one per slot and one for the others, so that nothing flickers between updates. */
export class StackChart {
  #canvas;
  #sizeMs;
  #tickMs;
  #per;
  #chart = null;
  #kind = 'energy';

  constructor({ canvas, sizeMs, tickMs, per }) {
    this.#canvas = canvas;
    this.#sizeMs = sizeMs;
    this.#tickMs = tickMs;
    this.#per = per;
  }

  draw(stack, kind, unit, label) {
    setAttribute(this.#canvas, 'aria-label', label);
    if (!library()) {
      return;
    }
    this.#kind = kind;
    this.#chart ??= new (library())(this.#canvas, this.#config());
    const chart = this.#chart;
    const bySlot = new Map(stack.layers.map((layer) => [layer.slot, layer]));
    let below = null;
    chart.data.datasets.forEach((dataset, slot) => {
      const layer = bySlot.get(slot);
      dataset.hidden = !layer;
      dataset.label = layer?.name ?? '';
      dataset.data = layer ? points(stack, layer, unit) : [];
      dataset.fill = below ?? 'origin';
      if (layer) {
        below = slot;
      }
    });
    const { x, y } = chart.config.options.scales;
    x.min = stack.starts[0];
    x.max = stack.starts.at(-1);
    y.title.text = `${unit[1]} per ${this.#per}`;
    this.#paint(chart);
    chart.update('none');
  }

  /** Takes the colours of the theme again. */
  repaint() {
    if (this.#chart) {
      this.#paint(this.#chart);
      this.#chart.update('none');
    }
  }

  #paint(chart) {
    const ink = property('--ink');
    const rule = property('--rule');
    chart.data.datasets.forEach((dataset, slot) => {
      dataset.backgroundColor = property(`--series-${slot}`);
      dataset.borderColor = ink;
    });
    const { x, y } = chart.config.options.scales;
    for (const scale of [x, y]) {
      scale.ticks.color = property('--muted');
      scale.grid.color = rule;
      scale.border.color = rule;
    }
    y.title.color = property('--muted');
  }

  #config() {
    const sizeMs = this.#sizeMs;
    const tickMs = this.#tickMs;
    return {
      type: 'line',
      data: {
        datasets: Array.from({ length: SLOTS + 1 }, () => ({
          data: [], label: '', hidden: true, pointRadius: 0, pointHoverRadius: 0, borderWidth: 0.75, tension: 0,
        })),
      },
      options: {
        // The figures change by themselves every two seconds; moving them as well would only disturb.
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        interaction: { mode: 'index', intersect: false },
        scales: {
          x: {
            type: 'linear',
            grid: { display: false },
            border: {},
            ticks: { maxRotation: 0, autoSkipPadding: 16, callback: (value) => clock(value) },
            afterBuildTicks: (axis) => {
              axis.ticks = roundTimes(axis.min, axis.max, tickMs).map((value) => ({ value }));
            },
          },
          y: {
            stacked: true,
            beginAtZero: true,
            grid: {},
            border: {},
            title: { display: true, text: '' },
            ticks: { maxTicksLimit: 6, callback: (value) => short(value) },
          },
        },
        plugins: {
          legend: { display: false },
          colors: { enabled: false },
          tooltip: {
            itemSort: (a, b) => b.datasetIndex - a.datasetIndex,
            filter: (item) => item.raw?.cell !== null,
            callbacks: {
              title: (items) => (items.length ? spanText(items[0].raw.x, sizeMs) : ''),
              label: (item) => ` ${item.dataset.label}: ${amountText(this.#kind, item.raw.cell)}`,
            },
          },
        },
      },
    };
  }
}

/** An unknown amount has no height, but the tooltip and the table call it unknown. */
function points(stack, layer, unit) {
  return stack.starts.map((x, i) => {
    const cell = layer.cells[i];
    return { x, y: stack.known[i] ? (cell?.amount?.central ?? 0) / unit[0] : null, cell };
  });
}

const amountText = (kind, cell) => (cell.amount ? quantity(kind, cell.amount.central) : 'unknown');

const spanText = (startMs, sizeMs) => `${clock(startMs)}–${clock(startMs + sizeMs)}`;

/** The legend, in the order of the areas from top to bottom. */
export function drawLegend(list, layers) {
  syncChildren(
    list,
    [...layers].sort((a, b) => b.slot - a.slot),
    (layer) => String(layer.slot),
    (layer) => el('li', {}, el('span', { class: `swatch s${layer.slot}`, 'aria-hidden': 'true' }), el('span')),
    (item, layer) => setText(item.lastChild, layer.name),
  );
}

/** The figures of a chart as a table, newest window first; windows in which nothing was booked have no row. */
export function drawTable(table, stack, kind, unit, sizeMs) {
  const columns = [
    { key: 'window', name: 'Window' },
    ...stack.layers.map((layer) => ({ key: `s${layer.slot}`, name: layer.name, cellAt: (i) => layer.cells[i] })),
    { key: 'all', name: 'All', cellAt: (i) => wholeCell(stack, i) },
  ];
  syncChildren(
    table.tHead.rows[0],
    columns,
    (column) => column.key,
    () => el('th', { scope: 'col' }),
    (node, column) => setText(node, column.name),
  );
  const rows = stack.starts.map((start, i) => ({ start, i })).filter(({ i }) => wholeCell(stack, i)).reverse();
  syncChildren(
    table.tBodies[0],
    rows,
    (row) => String(row.start),
    () => el('tr'),
    (node, row) =>
      syncChildren(
        node,
        columns,
        (column) => column.key,
        (column) => (column.cellAt ? el('td') : el('th', { scope: 'row' })),
        (cell, column) =>
          column.cellAt
            ? setCell(cell, column.cellAt(row.i), kind, unit)
            : setText(cell, row.i === stack.starts.length - 1
                ? `${spanText(row.start, sizeMs)}, running` : spanText(row.start, sizeMs)),
      ),
  );
}

function setCell(node, cell, kind, unit) {
  const amount = cell ? cell.amount : { low: 0, central: 0, high: 0 };
  setText(node, amount ? digits(amount.central / unit[0]) : 'unknown');
  setAttribute(node, 'data-value', amount ? amount.central : null);
  setAttribute(node, 'title', amount && cell ? exactText(kind, amount) : null);
}
