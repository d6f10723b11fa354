"""The papers of a visit and of an entry of a list as PDF: one Typst template a paper, on one layout."""
