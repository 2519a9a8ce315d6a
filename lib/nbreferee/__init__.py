"""The grading engine: submissions run fast and apart from everything they could harm.

A *grader* process knows the gradebook and nothing of student code. It sends jobs (a submission and
the released cells) to *workers*; a worker has each notebook run by a kernel that a *zygote*, a
process with everything imported, forks into a *sandbox*. A *witness* inside that kernel reports
what was tampered with. The executed notebook comes back, and only the grader writes grades.

``job`` what travels, ``worker`` one submission, ``zygote``, ``keeper``, ``kernel`` and ``kernels``
forked kernels, ``isolation`` the sandbox, ``witness`` and ``evidence`` tampering, ``pool``,
``processes`` and ``cluster`` many workers, ``store`` and ``record`` what is kept.
"""
