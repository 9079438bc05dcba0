(() => {
  'use strict';
  const entries = [...document.querySelectorAll('.ev, .one')];
  const find = document.getElementById('find');
  const shown = document.getElementById('shown');
  const boxes = [...document.querySelectorAll('.filters input[type=checkbox]')];
  for (const one of document.querySelectorAll('.find, .keys')) one.hidden = false;

  // The comparison form of a search: compatible forms, no marks, no tatweel, one form of alef, yeh, teh marbuta and digits.
  const folded = (text) => text.normalize('NFKD').toLowerCase()
    .replace(/[\p{M}\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[ٱ]/g, 'ا').replace(/[ىی]/g, 'ي').replace(/ک/g, 'ك').replace(/ة/g, 'ه')
    .replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660).replace(/[۰-۹]/g, (digit) => digit.charCodeAt(0) - 0x6f0);
  let texts;

  const visible = () => entries.filter((one) => one.offsetParent !== null || one.getClientRects().length > 0);
  const count = () => {
    const filtered = find.value.trim() !== '' || boxes.some((box) => box.checked);
    shown.textContent = filtered ? `${visible().length} / ${entries.length} ${shown.dataset.word}` : '';
  };
  const search = () => {
    texts ??= entries.map((one) => folded(one.textContent));
    const words = folded(find.value).split(/\s+/).filter(Boolean);
    entries.forEach((one, i) => { one.hidden = !words.every((word) => texts[i].includes(word)); });
    count();
  };
  let waiting;
  find.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(search, 120); });
  for (const box of boxes) box.addEventListener('change', count);
  if (find.value) search(); else count();

  const step = (list, by) => {
    const at = list.indexOf(document.activeElement.closest('.ev, .one'));
    const target = list[Math.max(0, Math.min(list.length - 1, at + by))];
    if (!target) return;
    (target.querySelector('a') ?? target).focus({ preventScroll: true });
    target.scrollIntoView({ block: 'center' });
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && event.target === find) { find.value = ''; search(); find.blur(); return; }
    if (event.target.closest('input[type=search]')) return;
    if (event.key === '/') find.focus();
    else if (event.key === 'j') step(visible(), 1);
    else if (event.key === 'k') step(visible(), -1);
    else if (event.key === 'n') step(visible().filter((one) => one.classList.contains('dv')), 1);
    else if (event.key === 'p') step(visible().filter((one) => one.classList.contains('dv')), -1);
    else return;
    event.preventDefault();
  });
})();
