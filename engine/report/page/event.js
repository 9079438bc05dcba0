(() => {
  'use strict';
  const items = [...document.querySelectorAll('.card, .matrix tr[id], article.text')];
  const findings = [...document.querySelectorAll('.card')];
  const keys = document.querySelector('.keys');
  if (keys) keys.hidden = false;

  const step = (list, by) => {
    const top = document.activeElement.getBoundingClientRect().top;
    const at = list.indexOf(document.activeElement);
    let next = at >= 0 ? at + by : list.findIndex((one) => one.getBoundingClientRect().top > (document.activeElement === document.body ? 1 : top));
    if (next < 0) next = by > 0 ? 0 : list.length - 1;
    const target = list[Math.min(next, list.length - 1)];
    if (!target) return;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'start' });
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select')) return;
    if (event.key === 'j') step(items, 1);
    else if (event.key === 'k') step(items, -1);
    else if (event.key === 'n') step(findings, 1);
    else if (event.key === 'p') step(findings, -1);
    else if (event.key === 'e') {
      const row = document.activeElement.closest('tr');
      const inside = (row ? row.nextElementSibling : document.activeElement)?.querySelector('details');
      if (inside) inside.open = !inside.open;
    } else return;
    event.preventDefault();
  });

  // A link into a folded copy unfolds it.
  const unfold = () => {
    let id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    for (let at = document.getElementById(id); at; at = at.parentElement) if (at.localName === 'details') at.open = true;
  };
  addEventListener('hashchange', unfold);
  unfold();

  let folded = [];
  addEventListener('beforeprint', () => {
    folded = [...document.querySelectorAll('.card details:not([open])')];
    for (const one of folded) one.open = true;
  });
  addEventListener('afterprint', () => { for (const one of folded) one.open = false; });
})();
