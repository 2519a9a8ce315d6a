"""What shuts people out of a page: what axe-core finds, and what it does not look at."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: All of WCAG 2.2 at the levels A and AA that a program can decide.
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")

# Placeholders whose contrast with what lies behind them is under WCAG AA, and frames that carry a
# meaning under 3:1; axe leaves both out.
_FAINT = """outputs => {
  const parse = text => {
    const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
    return text.startsWith('color(srgb') ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const over = (top, below) => top.slice(0, 3).map((c, i) => c * top[3] + below[i] * (1 - top[3]));
  const behind = element => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color[3]) layers.push(color);
      if (color[3] === 1) break;
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255]);
  };
  const light = color => {
    const [r, g, b] = color.map(c => {
      const share = c / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (front, back) => {
    const [less, more] = [light(front), light(back)].sort((a, b) => a - b);
    return (more + 0.05) / (less + 0.05);
  };
  const faint = [];
  const note = (element, color, what, least) => {
    const back = behind(element);
    const found = contrast(over(parse(color), back), back);
    if (found < least) faint.push(`${what.trim().slice(0, 60)}: ${found.toFixed(2)} < ${least}`);
  };
  for (const element of document.querySelectorAll(`:is(${outputs}) *`)) {
    const style = getComputedStyle(element);
    if (!element.getClientRects().length || style.visibility === 'hidden') continue;
    if (element.placeholder && !element.disabled) {
      const dim = getComputedStyle(element, '::placeholder');
      const [r, g, b, a] = parse(dim.color);
      const color = `rgba(${r}, ${g}, ${b}, ${a * Number(dim.opacity)})`;
      note(element, color, 'placeholder ' + element.placeholder, 4.5);
    }
    if (element.matches('.servicelab-question, .servicelab-status')) {
      note(element, style.borderLeftColor, 'frame of ' + element.innerText, 3);
    }
  }
  return faint;
}"""


def barriers(page: Page, within: str = "", *, best: bool = False) -> list[str]:
    """Find what shuts people out of a page as it is shown, one line for each element.

    Parameters
    ----------
    page : Page
        Open in a browser.
    within : str
        CSS selector of what is looked at; the whole page by default.
    best : bool
        Whether to ask for what axe calls best practice, too, such as headings in order.
    """
    rules = [*WCAG, "best-practice"] if best else WCAG
    found = Axe().run(
        page,
        {"include": [within or "html"]},
        {
            "runOnly": {"type": "tag", "values": rules},
            # browsers let the keyboard scroll by themselves
            "rules": {"scrollable-region-focusable": {"enabled": False}},
            "resultTypes": ["violations"],
        },
    )
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]} {node['failureSummary']}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ] + page.evaluate(_FAINT, within or "html")
