// What ipywidgets cannot say of a widget to a page. Without it a widget still works, with Tab and
// Space. The script of a widget is put behind this one and adds itself to `keepers`.
const keepers = [];
let groups = 0;

const set = (element, name, value) => {
  if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
};

// Call `look` now and whenever something changes below an element.
const watch = (element, look) => {
  new MutationObserver(look).observe(element, {
    childList: true, subtree: true, attributes: true, attributeFilter: ['class', 'style'],
  });
  look();
};

// In JupyterLab's command mode an arrow key on a drop-down list moves to another cell, and D twice
// on a tick-box deletes one. Lumino leaves the keys of an element with this attribute alone.
keepers.push(root => root.addEventListener(
  'focusin', event => set(event.target, 'data-lm-suppress-shortcuts', 'true'), true));

// A slider and a group of radio buttons get the name of the label beside them, or of their tooltip.
keepers.push(root => watch(root, () => {
  for (const slider of root.querySelectorAll('.widget-slider [role=slider]:not([aria-label])'))
    set(slider, 'aria-label', slider.closest('.widget-slider').querySelector('label')?.textContent);
  for (const box of root.querySelectorAll('.widget-radio-box')) {
    box.dataset.group ??= `servicelab-${Date.now()}-${++groups}`;
    for (const input of box.querySelectorAll('input')) set(input, 'name', box.dataset.group);
    set(box, 'role', 'radiogroup');
    const whole = box.closest('.widget-radio');
    const name = whole?.querySelector(':scope > label')?.textContent.trim() || whole?.title;
    if (name && !box.hasAttribute('aria-label')) set(box, 'aria-label', name);
  }
}));

// Where the focus goes after a button has gone: to the place that took over.
keepers.push((root, model) => model.on('msg:custom', message => {
  if (!message.moved) return;
  let tries = 40;
  const move = () => {
    const place = root.querySelector(`.servicelab-at-${message.moved}`);
    if (place?.getClientRects().length) place.focus();
    else if (tries-- > 0) setTimeout(move, 25);
  };
  move();
}));

export default {
  render({ model, el }) {
    const keep = () => {
      const root = el.closest('.servicelab-widget');
      if (root) keepers.forEach(each => each(root, model));
      else requestAnimationFrame(keep);
    };
    keep();
  },
};
