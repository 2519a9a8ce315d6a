"""The reading desk: what a person marks, one task at a time over the whole class."""
