"""A class: its list, its report, mails, grades for other systems, and a demonstration."""
