
// A desk: which case is open, that events are announced, what is unfolded, and where the focus goes
// after an action. A pause in typing counts as the end of it, so that a draft is kept before its
// field is left.
keepers.push((root, model) => {
  const PAUSE = 300;
  const WAIT = 3000;
  let wanted = null;
  const unfolded = {};
  const at = name => root.querySelector(`.servicelab-at-${name}`);

  const target = () => {
    const place = at(wanted.place);
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
    element.scrollIntoView({ block: root.clientWidth > 640 ? 'nearest' : 'start' });
  };
  model.on('msg:custom', message => {
    wanted = { place: message.focus, until: Date.now() + WAIT, given: null };
    focus();
  });

  watch(root, () => {
    for (const button of root.querySelectorAll('.servicelab-case')) {
      if (button.classList.contains('servicelab-open')) set(button, 'aria-current', 'true');
      else button.removeAttribute('aria-current');
    }
    const events = root.querySelector('.servicelab-events .widget-html-content');
    set(events, 'role', 'log');
    set(events, 'aria-live', 'polite');
    for (const part of root.querySelectorAll('details[data-part]')) {
      const open = unfolded[part.dataset.part];
      if (open !== undefined && part.open !== open) part.open = open;
    }
    focus();
  });

  for (const kind of ['keydown', 'pointerdown'])
    root.addEventListener(kind, () => { wanted = null; }, true);

  root.addEventListener('click', event => {
    const part = event.target.closest('summary')?.parentElement;
    if (part?.dataset.part) unfolded[part.dataset.part] = !part.open;
  });

  // ipywidgets holds back a second change of a field until the kernel has answered the first, but
  // never a click. So a click waits until the kernel knows what the form shows: it would act on an
  // older form, or a last word would end up in the next case.
  const shown = () => {
    const text = name => at(name)?.querySelector('input, textarea')?.value;
    const place = name => at(name)?.querySelector('select')?.selectedIndex;
    const radios = [...(at('severity')?.querySelectorAll('input') ?? [])];
    return [
      radios.findIndex(radio => radio.checked), place('cause'), place('owner'), place('remedy'),
      text('amount'), at('escalate')?.querySelector('input')?.checked, text('promise'),
      text('reply'),
    ];
  };
  const isUnsent = () => {
    const known = model.get('known');
    return known.length > 0 && JSON.stringify(known) !== JSON.stringify(shown());
  };
  let held = false;
  let released = false;
  root.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (!button || released || !(held || isUnsent())) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    if (held) return;
    held = true;
    const until = Date.now() + WAIT;
    const again = () => {
      if (isUnsent() && Date.now() < until) { setTimeout(again, 30); return; }
      held = false;
      released = true;
      button.click();
      released = false;
    };
    setTimeout(again, 30);
  }, true);

  let pause = null;
  root.addEventListener('input', event => {
    const field = event.target;
    if (!field.matches('textarea, input[type=text]')) return;
    clearTimeout(pause);
    pause = setTimeout(() => field.dispatchEvent(new Event('change', { bubbles: true })), PAUSE);
  });
  root.addEventListener('change', () => clearTimeout(pause), true);
  window.addEventListener('pagehide', () => {
    const field = document.activeElement;
    if (root.contains(field)) field.dispatchEvent(new Event('change', { bubbles: true }));
  });
});
