"""Reports on data of one's own: each reads a file and writes one HTML page.

The page needs no other file and no network. ``servicelab report SUBJECT`` calls them.
"""
