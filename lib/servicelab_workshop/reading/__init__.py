"""Reading tables that other programs wrote: surveys, complaint logs, customer lists, logs of visits.

What is sure is read, what is doubtful is asked in one sentence with the option that answers it, and
rows that cannot be used are left out and listed. ``words.toml`` holds what is recognized, in several
languages; :func:`~servicelab_workshop.reading.reader.read_own` is the way in.
"""
