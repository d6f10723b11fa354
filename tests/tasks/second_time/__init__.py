"""Every act, again and again, in any order, on any day, by anyone, against a model of what stands.

``acts.Acts`` is the machine: a database of its own for each run, a clock, and ``attempt``, which
carries out one request and holds it to what the model expects (done, unchanged, known, refused).
Each room adds its acts in a file beside it, as a mixin whose rules

1. draw the arguments: ``ago`` (days before the clock's today; -1 is tomorrow), an actor, content,
   a request (``AGO``, ``ACTORS``, ``REQUESTS`` of ``acts``);
2. say from the mixin's own plain attributes (its model of what is in force) what must come of it;
3. call ``self.attempt(SUBJECT, request, expected, lambda: step(...))``, SUBJECT as the step names
   it; and, if the answer is not ``None``, hold it to the model and bring the model up to date.

What the mixin marks ``@stands`` compares the model with the database. Put the mixin into the bases
of ``Everything`` in ``tests/tasks/test_second_time.py``, before ``Acts``: see ``draws.py``.
"""
