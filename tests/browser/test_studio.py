"""The segment studio in a real JupyterLab."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Locator, expect

from servicelab.records import record_path
from servicelab.studio import NAME

from .conftest import TIMEOUT, LabNotebook

pytestmark = pytest.mark.browser
expect.set_options(timeout=TIMEOUT)

PREPARE = """
from servicelab import SegmentStudio
from servicelab.segmentation import behavior_features
from servicelab.worlds.bank import make_bank

world = make_bank(n=800)
features = behavior_features(world.customers, world.transactions, "2025-03-01")
features = features.join(world.customers.set_index("customer_id")["age"])
"""
"""
