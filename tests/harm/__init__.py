"""Submissions that harm whoever reads them, one file a kind."""
