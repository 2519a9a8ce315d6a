"""Checks, widgets, tables and the progress panel in JupyterLab's two themes: all can be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from .conftest import LabNotebook

pytestmark = [pytest.mark.browser, pytest.mark.slow]
expect.set_options(timeout=60_000)

CELLS = [
    """
from pathlib import Path

import pandas as pd
from servicelab import (
    GapExplorer, PriorityBoard, Question, SegmentStudio, ServqualInterview, load_dataset
)
from servicelab.progress import ProgressPanel, Progress, Module, Task
from servicelab.segmentation import behavior_features
from servicelab.servqual import DIMENSIONS, reverse_items, screen_survey
from servicelab.widgets.prediction import Prediction
from servicelab.worlds.bank import make_bank
""",
    """
right = 1
q = Question("all-right", points=2, answer="right", hidden=1)
with q.check("one"):
    q.close(right, 1)
q
""",
    """
wrong = 2
q = Question("not-yet", points=2, answer="wrong", hints=["Look at `wrong`.", "Count."])
with q.check("one"):
    q.close(wrong, 1, name="wrong")
with q.check("stops"):
    1 / 0
q
""",
    """
q = Question("nothing", points=2, answer="absent", hints=["Begin."])
with q.check("one"):
    q.close(absent, 1)
q
""",
    """
shown = ProgressPanel()
tasks = [
    Task("m02-q1-a", "1.ipynb", "checked", "right", 5, 5, hidden=2),
    Task("m02-q2-b", "1.ipynb", "checked", "not yet right", 5, 1, outdated=True),
    Task("m02-q3-c", "1.ipynb", "checked", points=5, hints=["x"]),
    Task("m02-q4-memo", "1.ipynb", "memo", "written", 9),
]
shown.progress = Progress(Path(), [Module("m02_segmentation", tasks)])
shown
""",
    'load_dataset("bank_offers").head(3)',
    'Prediction("guess", question="Which?", choices=["one", "two"])',
    """
world = make_bank(n=400)
features = behavior_features(world.customers, world.transactions, "2025-03-01")
features = features.join(world.customers.set_index("customer_id")["age"])
SegmentStudio(features, world.offers)
""",
    """
items = load_dataset("insurer_items")
ServqualInterview(items)
""",
    """
raw = load_dataset("insurer_servqual")
survey = reverse_items(raw[screen_survey(raw, items)["keep"]], items)
GapExplorer(survey, items, survey[[f"w_{dimension}" for dimension in DIMENSIONS]])
""",
    """
hospital = [load_dataset(f"hospital_{name}") for name in ("zones", "drivers", "attributes")]
PriorityBoard(*hospital)
""",
]

# Text, field values and placeholders whose contrast with what lies behind them is under WCAG AA, and
# frames that carry a meaning under 3:1. Disabled controls are exempt there, too.
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
    if (found < least) {
      faint.push(`${what.trim().slice(0, 40)} <${element.tagName}.${element.className}> ` +
        `${found.toFixed(2)} < ${least}`);
    }
  };
  for (const output of outputs) {
    for (const element of output.querySelectorAll('*')) {
      const style = getComputedStyle(element);
      if (!element.getClientRects().length || style.visibility === 'hidden') continue;
      if (element.closest(':disabled, [aria-disabled=true], svg')) continue;
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      const least = large ? 3 : 4.5;
      const own = [...element.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join('');
      if (own.trim()) note(element, style.color, own, least);
      if (element.matches('input, textarea')) {
        note(element, style.color, element.value, least);
        if (element.placeholder) {
          const dim = getComputedStyle(element, '::placeholder');
          const [r, g, b, a] = parse(dim.color);
          note(element, `rgba(${r}, ${g}, ${b}, ${a * Number(dim.opacity)})`,
            element.placeholder, least);
        }
      }
      if (element.matches('.servicelab-question, .servicelab-status')) {
        note(element, style.borderLeftColor, 'frame of ' + element.innerText, 3);
      }
    }
  }
  return faint;
}"""


def _use_theme(page: Page, theme: str) -> None:
    page.evaluate(
        "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
    )
    page.wait_for_function("theme => document.body.dataset.jpThemeName === theme", arg=theme)


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_everything_shown_can_be_read(
    lab: Callable[..., LabNotebook], notebook: Path, theme: str
) -> None:
    opened = lab(notebook)
    page = opened.page
    _use_theme(page, theme)
    opened.run_all()
    expect(page.locator('[data-mime-type="application/vnd.jupyter.error"]')).to_have_count(0)
    expect(page.locator(".servicelab-question")).to_have_count(3)
    expect(page.locator(".servicelab-widget")).to_have_count(5)
    for summary in page.locator(".jp-OutputArea summary").all():
        summary.click()
    # the prompts beside outputs are JupyterLab's own
    assert (
        page.evaluate(f"() => ({_FAINT})(document.querySelectorAll('.jp-OutputArea-output'))") == []
    )
    assert opened.page_errors == []
