"""What instructors and authors use: editions, the answer bank, grading, feedback, export, demo.

Nothing here is imported by a trainee's notebook, and importing :mod:`servicelab` does not load it.
"""

from __future__ import annotations
