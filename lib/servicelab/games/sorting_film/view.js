
// The sorting film: dots on a canvas. Those that leave fall off; shades appear when the film is over.
keepers.push((root, model) => {
  const ACROSS = 125;
  const STEP = 12;
  const FALL = 800;
  const still = window.matchMedia('(prefers-reduced-motion: reduce)');
  let started = 0;
  let fell = 0;
  let before = model.get('frame');

  const stage = () => root.querySelector('.servicelab-film-stage');
  const draw = progress => {
    const canvas = stage()?.querySelector('canvas');
    if (!canvas) return;
    const lasted = model.get('lasted');
    const shades = model.get('shades');
    const frame = model.get('frame');
    const down = Math.ceil(lasted.length / ACROSS);
    if (canvas.width !== ACROSS * STEP || canvas.height !== down * STEP) {
      canvas.width = ACROSS * STEP;
      canvas.height = down * STEP;
    }
    const pen = canvas.getContext('2d');
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = getComputedStyle(stage()).getPropertyValue('--house') || '#b45309';
    lasted.forEach((year, dot) => {
      const falls = fell && year === fell && progress < 1;
      if (year && year < frame && !falls) return;
      const x = (dot % ACROSS) * STEP + STEP / 2;
      const y = Math.floor(dot / ACROSS) * STEP + STEP / 2;
      const drop = falls ? progress * progress * (canvas.height + (dot % 7) * 30) : 0;
      pen.globalAlpha = (shades.length ? shades[dot] : 0.8) * (falls ? 1 - progress / 2 : 1);
      pen.beginPath();
      pen.arc(x, y + drop, STEP * 0.36, 0, 2 * Math.PI);
      pen.fill();
    });
    pen.globalAlpha = 1;
  };
  const tick = now => {
    const progress = Math.min((now - started) / FALL, 1);
    draw(progress);
    if (progress < 1) requestAnimationFrame(tick);
  };
  model.on('change:frame', () => {
    const frame = model.get('frame');
    fell = frame > 1 && frame === before + 1 ? frame - 1 : 0;
    before = frame;
    started = performance.now();
    if (fell && !still.matches) requestAnimationFrame(tick);
    else draw(1);
  });
  model.on('change:lasted change:shades', () => draw(1));
  new MutationObserver(() => draw(1)).observe(document.body, {
    attributes: true, attributeFilter: ['data-jp-theme-light', 'data-jp-theme-name'],
  });

  let drawn = null;
  watch(root, () => {
    const canvas = stage()?.querySelector('canvas');
    if (canvas && canvas !== drawn) { drawn = canvas; draw(1); }
    set(canvas, 'aria-label', model.get('words'));
  });
  model.on('change:words', () => set(stage()?.querySelector('canvas'), 'aria-label', model.get('words')));

  // Space on the picture is a step, Home begins anew; what is typed into a field stays there.
  root.addEventListener('keydown', event => {
    if (event.target.closest('input, textarea, select')) return;
    const press = name => {
      event.preventDefault();
      event.stopPropagation();
      root.querySelector(`.servicelab-film-${name}`)?.click();
    };
    if (event.key === 'Home') press('restart');
    else if (event.key === ' ' && event.target === stage()) press('step');
  });
});
