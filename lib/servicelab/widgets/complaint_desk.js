// What ipywidgets cannot say of a desk: which case is open, what the radio buttons are about, that
// events are announced, and where the focus goes after an action. A pause in typing counts as the
// end of it, so that a draft is kept before its field is left. Without this script the desk still
// works, with Tab and Space.
const root = this.closest('.servicelab-desk');
const PAUSE = 500;
const WAIT = 3000;
let turn = root.querySelector('[data-turn]')?.dataset.turn;
let wanted = null;

const set = (element, name, value) => {
  if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
};

const target = () => {
  const place = root.querySelector(`.servicelab-at-${wanted.place}`);
  if (!place || !place.getClientRects().length) return null;
  if (place.matches('button, [tabindex]')) return place;
  return (
    place.querySelector('[tabindex="-1"]') ??
    place.querySelector('input:checked') ??
    place.querySelector('input, select, textarea, button')
  );
};

// The focus is given once, and again if what had it is drawn anew; never taken from elsewhere.
const focus = () => {
  if (!wanted) return;
  if (Date.now() > wanted.until) { wanted = null; return; }
  const active = document.activeElement;
  if (wanted.given && active === wanted.given && active.isConnected) return;
  const free = !active || active === document.body || root.contains(active) ||
    active.contains(root);
  const element = free && target();
  if (!element || element === active) return;
  wanted.given = element;
  element.focus({ preventScroll: true });
  const box = element.getBoundingClientRect();
  if (box.top < 0 || box.bottom > window.innerHeight) element.scrollIntoView({ block: 'nearest' });
};

const dress = () => {
  for (const button of root.querySelectorAll('.servicelab-case')) {
    if (button.classList.contains('servicelab-open')) set(button, 'aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
  const radios = root.querySelector('.servicelab-at-severity .widget-radio-box');
  if (radios) {
    window.servicelabGroups ??= 0;
    radios.dataset.group ??= `servicelab-${++window.servicelabGroups}`;
    radios.querySelectorAll('input').forEach(input => {
      if (input.name !== radios.dataset.group) input.name = radios.dataset.group;
    });
    const label = root.querySelector('.servicelab-at-severity > label');
    set(radios, 'role', 'radiogroup');
    set(radios, 'aria-label', label?.textContent.trim() ?? '');
  }
  const events = root.querySelector('.servicelab-events .widget-html-content');
  set(events, 'role', 'log');
  set(events, 'aria-live', 'polite');
  const asked = root.querySelector('[data-turn]');
  if (asked && asked.dataset.turn !== turn) {
    turn = asked.dataset.turn;
    if (asked.dataset.place)
      wanted = { place: asked.dataset.place, until: Date.now() + WAIT, given: null };
  }
  focus();
};

new MutationObserver(dress).observe(root, {
  childList: true, subtree: true, attributes: true, attributeFilter: ['class', 'style'],
});
dress();

for (const kind of ['keydown', 'pointerdown'])
  root.addEventListener(kind, () => { wanted = null; }, true);

let pause = null;
root.addEventListener('input', event => {
  const field = event.target;
  if (!field.matches('textarea, input[type=text]')) return;
  clearTimeout(pause);
  pause = setTimeout(() => field.dispatchEvent(new Event('change', { bubbles: true })), PAUSE);
});
root.addEventListener('change', () => clearTimeout(pause), true);
