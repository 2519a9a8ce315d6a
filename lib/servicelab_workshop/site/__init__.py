"""The published site: guides, modules, data and API, built by Sphinx without a network.

What a module, a data set or a command is follows from the files themselves; nothing of it is
written by hand. Needs the packages of the extra ``docs``.
"""
