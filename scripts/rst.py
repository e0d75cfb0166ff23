#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Usage: rst.py FILE...
Print what docutils says of pages in reStructuredText."""

import re
import sys

import docutils.core
from docutils.parsers.rst import Directive, directives


class KernelDoc(Directive):
    """The directive of the kernel's Documentation/sphinx, not looked into."""

    required_arguments = 1
    option_spec = {
        "identifiers": directives.unchanged,
        "internal": directives.flag,
        "doc": directives.unchanged,
    }

    def run(self):
        return []


class Remarks:
    """Prints all remarks but those about "\\" in a table, which looks like a title there.

    Information matters, too: a title whose line is too short is text, and no more than that.
    """

    def write(self, text):
        if "Unexpected possible title overline" not in text:
            sys.stdout.write(text)


directives.register_directive("kernel-doc", KernelDoc)
for page in sys.argv[1:]:
    with open(page, encoding="utf-8") as file:
        text = file.read()
        for number, line in enumerate(text.splitlines(), 1):
            if re.search("={4}", line) and line.strip("= "):
                print(f"{page}:{number}: a title's line is in the text: {line[:60]}")
        docutils.core.publish_doctree(
            text,
            source_path=page,
            settings_overrides={
                "report_level": 1,
                "halt_level": 5,
                "warning_stream": Remarks(),
                "syntax_highlight": "none",
            },
        )
