"""The commands of instructors and authors, and the reports; imported when one is asked for."""
