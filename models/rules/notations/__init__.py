"""What people write on a form, read as what they mean.

``plain`` reads counts, shares, choices, yes and no, ``days`` reads days and times, ``machines`` reads
machines with their addresses, ``people`` reads officers. Whatever is not plainly one thing is
``Unclear`` and asked about, never guessed and never held against anybody.
"""
