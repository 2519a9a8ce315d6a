"""Sphinx's settings; `servicelab site` adds the pages made from the course and runs it."""

import servicelab

project = "ServiceLab"
author = "The ServiceLab authors"
copyright = "2026, the ServiceLab authors; text and data CC BY 4.0, code MIT"
release = version = servicelab.__version__
language = "en"

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.napoleon",
    "servicelab_workshop.site.mathml",
]
exclude_patterns = ["curriculum", "images"]
# the same name may stand in two modules, and a docstring means its own
suppress_warnings = ["ref.python"]

myst_enable_extensions = ["attrs_block", "colon_fence", "dollarmath"]
myst_heading_anchors = 3
myst_update_mathjax = False

# the notebooks come with their outputs
nb_execution_mode = "off"
nb_ipywidgets_js = {}
nb_code_prompt_show = "Show the {type} of these checks"
nb_code_prompt_hide = "Hide the {type} of these checks"

autodoc_typehints = "none"
autosummary_generate = False
napoleon_google_docstring = False
napoleon_use_ivar = True
napoleon_use_rtype = False
add_module_names = False
python_maximum_signature_line_length = 88

# the table of names at the top of a page leads to each
toc_object_entries = False

html_theme = "furo"
html_title = "ServiceLab"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_math_renderer = "mathml"
html_copy_source = False
html_domain_indices = False
html_show_sphinx = False


def setup(app):
    """Draw only the open branch of the pages in the margin."""
    # before the theme, which would draw all pages in the margin of each: minutes
    app.connect("html-page-context", _only_the_open_branch, priority=100)


def _only_the_open_branch(app, pagename, templatename, context, doctree):
    if "toctree" in context:
        whole = context["toctree"]
        context["toctree"] = lambda **options: whole(**{**options, "collapse": True})
