"""The papers of a visit as PDF: one Typst template a paper, on one layout."""
