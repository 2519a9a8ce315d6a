// A group of radio buttons as a questionnaire needs it: one name and one label for each group, keys
// 1 to 7 that answer and move on, and the focus on the first item when the page has been turned.
// ipywidgets gives its radio buttons neither a name nor a label. Without this script the interview
// still works, with Tab and Space.
const root = this.closest('.servicelab-interview');
const inputs = item => item.querySelectorAll('input[type=radio]');
const focus = item => {
  const all = [...inputs(item)];
  (all.find(input => input.checked) ?? all[0]).focus();
};
let turned = null;

const dress = () => {
  for (const item of root.querySelectorAll('.servicelab-item')) {
    const text = item.querySelector('[data-code]');
    const box = item.querySelector('.widget-radio-box');
    if (!text || !box || !box.children.length) continue;
    window.servicelabGroups ??= 0;
    box.dataset.group ??= `servicelab-${++window.servicelabGroups}`;
    inputs(item).forEach(input => { input.name = box.dataset.group; });
    box.setAttribute('role', 'radiogroup');
    box.setAttribute('aria-label', text.textContent.trim());
    box.lang = text.lang;
  }
  const heading = root.querySelector('.servicelab-heading');
  if (turned === null || !heading || heading.dataset.page === turned) return;
  const first = heading.dataset.first;
  const item = first && root.querySelector(`[data-code=${first}]`)?.closest('.servicelab-item');
  if (first && !(item && inputs(item).length)) return;
  turned = null;
  if (item) focus(item); else heading.focus();
};

new MutationObserver(dress).observe(root, { childList: true, subtree: true });
dress();

root.addEventListener('click', event => {
  if (event.target.closest('.servicelab-turn'))
    turned = root.querySelector('.servicelab-heading')?.dataset.page ?? null;
});

root.addEventListener('keydown', event => {
  const item = event.target.closest('.servicelab-item');
  if (!item || !/^[1-7]$/.test(event.key)) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  event.preventDefault();
  inputs(item)[event.key - 1].click();
  const next = item.nextElementSibling;
  if (next) focus(next); else root.querySelector('.servicelab-next').focus();
});
