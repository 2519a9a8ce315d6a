"""This folder as an nbgrader course: source = solutions/, release = notebooks/."""

from pathlib import Path

from nbgrader.converters import GenerateAssignment

from nbreferee.settings import protect
from servicelab_workshop.classroom.schedule import penalize
from servicelab_workshop.lessons.build import FreezeTasks
from servicelab_workshop.lessons.course import CLAIMS, RECORDS, WORLD, is_percent_script
from servicelab_workshop.lessons.covers import PutCovers
from servicelab_workshop.lessons.execute import KERNEL_ARGUMENTS

c = get_config()
here = Path(__file__).resolve().parent

c.CourseDirectory.course_id = "servicelab"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"

# Sources, answer banks and the truth behind data sets never reach a release. They are listed by
# name, so that a helper file that a trainee hands in is not dropped with them.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "feedback",
    *sorted(
        {
            path.name
            for path in here.glob("solutions/*/*.py")
            if path.name in (WORLD, CLAIMS) or is_percent_script(path)
        }
    ),
]

# The stubs run: restart-and-run-all works in an untouched notebook.
c.ClearSolutions.code_stub = {"python": "# Your answer here."}
c.ClearSolutions.text_stub = "*Your answer here.*"

c.GenerateAssignment.preprocessors = [
    FreezeTasks,
    PutCovers,
    *GenerateAssignment.class_traits()["preprocessors"].default(),
]


def drop_records(assignment, student, notebooks):
    """Keep an author's decision records out of the release."""
    for record in Path(c.CourseDirectory.release_directory, assignment).rglob(RECORDS):
        record.unlink()


c.GenerateAssignment.post_convert_hook = drop_records

# An author's decision record must not replace a trainee's.
c.Autograde.exclude_overwriting = {
    module.name: sorted(path.relative_to(module).as_posix() for path in module.rglob(RECORDS))
    for module in here.glob("solutions/*")
    if module.is_dir()
}

# pandas, scikit-learn and the figures of a module need more than nbgrader's 30 seconds on a slow machine.
c.Execute.timeout = 120
c.Execute.extra_arguments = KERNEL_ARGUMENTS

# Damaged cells cost their own points only; feedback shows no test, no path, and needs no network.
protect(c)

# What late work costs stands in schedule.toml, in words.
penalize(c, here)
