'use strict';
// Loaded before the style sheet takes effect, so that a remembered theme does not flash. The toggle is in page.js.
{
  let theme = null;
  try {
    theme = localStorage.getItem('wattledger.theme');
  } catch {
    // Storage may be forbidden; the system's preference counts then.
  }
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
}
