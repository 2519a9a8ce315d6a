"""Ways to play a game, blind and careful, on which its zero and its full points rest.

They are not part of the library that a notebook imports: the check of a task hands its rule what
the judgement needs.
"""
