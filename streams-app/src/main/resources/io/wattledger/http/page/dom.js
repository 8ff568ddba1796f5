// The few helpers that put things into the page. What comes from the server goes in as text only.
import { count, exactText, linkParts, quantity, rangeText } from './format.js';

export const byId = (id) => document.getElementById(id);

/** A new element; props are attributes, undefined and false ones are left out; children are nodes or texts. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value !== undefined && value !== false && value !== null) {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  node.append(...children);
  return node;
}

/** Changes nothing where nothing changed: selections stay, and screen readers stay quiet. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Sets an attribute, or removes it where the value is null. */
export function setAttribute(node, name, value) {
  if (value === null) {
    node.removeAttribute(name);
  } else if (node.getAttribute(name) !== String(value)) {
    node.setAttribute(name, value);
  }
}

function setValue(node, value) {
  setAttribute(node, 'data-value', value);
  if (node.localName === 'data') {
    setAttribute(node, 'value', value);
  }
}

export function setCount(node, n) {
  setValue(node, n);
  setText(node, count(n));
}

/**
 * Shows an amount, its exact value in the tooltip, and its range beside it. Unknown is a word, never a zero.
 *
 * @param prefix "≥ " where the amount is a lower bound
 */
export function setAmount(node, rangeNode, kind, range, { missing = 'unknown', prefix = '' } = {}) {
  setValue(node, range ? range.central : null);
  node.classList.toggle('unknown', !range);
  setText(node, range ? prefix + quantity(kind, range.central) : missing);
  setAttribute(node, 'title', range ? exactText(kind, range) : null);
  if (rangeNode) {
    setText(rangeNode, range ? rangeText(kind, range) : '');
  }
}

/** A text whose addresses are links. */
export function linked(text) {
  return linkParts(text).map((part) =>
    part.href ? el('a', { href: part.href, target: '_blank', rel: 'noopener noreferrer' }, part.text) : part.text,
  );
}

/** A table that scrolls inside its own box, which the keyboard reaches. */
export function scrollTable(caption, heads, rows) {
  const table = el(
    'table',
    {},
    el('caption', {}, caption),
    el('thead', {}, el('tr', {}, ...heads.map((head, i) => el('th', { scope: 'col', class: rows[0]?.[i].className || null }, head)))),
    el('tbody', {}, ...rows.map((cells) => el('tr', {}, ...cells))),
  );
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption }, table);
}

/**
 * Makes the children of a parent those of the items, in their order. Nodes are kept by key, so that focus and selection
 * stay where they are while the figures change.
 */
export function syncChildren(parent, items, keyOf, create, update) {
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  const kept = new Set();
  items.forEach((item, index) => {
    const key = keyOf(item);
    let node = old.get(key);
    if (!node) {
      node = create(item);
      node.dataset.key = key;
    }
    kept.add(node);
    if (parent.children[index] !== node) {
      parent.insertBefore(node, parent.children[index] ?? null);
    }
    update(node, item);
  });
  [...parent.children].filter((node) => !kept.has(node)).forEach((node) => node.remove());
  // A node that moves loses the focus.
  if (focused && focused !== document.activeElement && parent.contains(focused)) {
    focused.focus({ preventScroll: true });
  }
}
