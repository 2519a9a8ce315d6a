"""Lessons: percent scripts, editions made of them, their rules, and the answer bank."""

from nbreferee.jsonschema_import import import_jsonschema

# before nbgrader and nbformat import it whole, which takes longer than both
import_jsonschema()
