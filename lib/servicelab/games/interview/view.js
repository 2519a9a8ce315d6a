
// A questionnaire: an item names its group of radio buttons, keys 1 to 7 answer and move on, and the
// focus goes to the first item when the page has been turned.
keepers.push(root => {
  const inputs = item => item.querySelectorAll('input[type=radio]');
  const focus = item => {
    const all = [...inputs(item)];
    (all.find(input => input.checked) ?? all[0]).focus();
  };
  let turned = null;

  watch(root, () => {
    for (const item of root.querySelectorAll('.servicelab-item')) {
      const text = item.querySelector('[data-code]');
      const box = item.querySelector('.widget-radio-box');
      set(box, 'aria-label', text?.textContent.trim() ?? '');
      set(box, 'lang', text?.lang ?? '');
    }
    const heading = root.querySelector('.servicelab-heading');
    if (turned === null || !heading || heading.dataset.page === turned) return;
    const first = heading.dataset.first;
    const item = first && root.querySelector(`[data-code=${first}]`)?.closest('.servicelab-item');
    if (first && !(item && inputs(item).length)) return;
    turned = null;
    if (item) focus(item); else heading.focus();
  });

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
});
