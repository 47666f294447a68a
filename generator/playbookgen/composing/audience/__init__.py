"""Who may read what: decided in `decisions`, carried out in `pruning` before anything is composed."""

from playbookgen.composing.audience.decisions import DATES, FIELDS, FINDINGS, KINDS, PAGES, Readers, leadership_rules, lowest, may_read, page_readers
from playbookgen.composing.audience.pruning import for_audience

__all__ = ["DATES", "FIELDS", "FINDINGS", "KINDS", "PAGES", "Readers", "for_audience", "leadership_rules", "lowest", "may_read", "page_readers"]
