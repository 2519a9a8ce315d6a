"""Learning alone: the working copy, progress, hints and solutions."""
