"""The words for what readers, mapping and checks say in codes: what is wrong, and what to do about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from habitue.know.collect.types import ColumnChange, Field

Lazy = str | Promise


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence and what to do about it, in the language of the reader; `mend` may be empty."""

    sentence: str
    mend: str


def explain(code: str, params: Dict[str, Any] | None = None) -> Words:
    """The words of a code with its parameters put in. An unknown code is shown as it is, never an error."""
    sentence, mend = WORDS.get(code, (code, ""))
    values = defaultdict(lambda: "?", params or {})
    return Words(str(sentence) % values, str(mend) % values)


def describe_change(change: ColumnChange) -> list[str]:
    """What has changed between the columns of a file and the saved mapping, a sentence for each kind of change."""
    said = [
        str(_("“%(old)s” is now called “%(new)s”.")) % {"old": old, "new": new} for old, new in change.renamed
    ]
    if change.missing:
        said.append(str(_("Missing columns: %(names)s.")) % {"names": ", ".join(change.missing)})
    if change.new:
        said.append(str(_("New columns: %(names)s.")) % {"names": ", ".join(change.new)})
    return said


def looks_like(platform: str | None) -> str:
    """Where a file comes from by its columns, or nothing."""
    if not platform:
        return ""
    name = PLATFORMS.get(platform, platform.capitalize())
    return str(_("Looks like a customer export from %(name)s.")) % {"name": name}


def field_label(field: Field) -> str:
    """The name of a field for people."""
    return str(FIELDS[field])


PLATFORMS = {
    "shopify": "Shopify",
    "prestashop": "PrestaShop",
    "woocommerce": "WooCommerce",
    "odoo": "Odoo",
    "mailchimp": "Mailchimp",
    "brevo": "Brevo",
    "square": "Square",
    "lightspeed": "Lightspeed",
    "sumup": "SumUp",
    "cegid": "Cegid",
    "fastmag": "Fastmag",
    "lcv": "LCV",
}

FIELDS: dict[Field, Lazy] = {
    Field.KEY: _("Record number"),
    Field.CHANGED_AT: _("Changed on"),
    Field.CREATED_AT: _("Created on"),
    Field.CIVILITY: _("Civility"),
    Field.FIRST_NAME: _("First name"),
    Field.LAST_NAME: _("Last name"),
    Field.BIRTH_NAME: _("Birth name"),
    Field.FULL_NAME: _("Full name"),
    Field.BIRTH_DATE: _("Date of birth"),
    Field.EMAIL: _("E-mail"),
    Field.PHONE: _("Phone"),
    Field.MOBILE: _("Mobile"),
    Field.LANDLINE: _("Landline"),
    Field.CARD: _("Loyalty card"),
    Field.ADDRESS1: _("Address, line 1"),
    Field.ADDRESS2: _("Address, line 2"),
    Field.ADDRESS3: _("Address, line 3"),
    Field.ADDRESS_FULL: _("Whole address"),
    Field.POSTCODE: _("Postcode"),
    Field.TOWN: _("Town"),
    Field.COUNTRY: _("Country"),
    Field.STORE: _("Store"),
    Field.LANGUAGE: _("Language"),
    Field.COMPANY: _("Company"),
    Field.OPTIN_EMAIL: _("Agrees to e-mail"),
    Field.OPTIN_SMS: _("Agrees to text messages"),
    Field.OPTIN_PHONE: _("Agrees to calls"),
    Field.OPTIN_POST: _("Agrees to post"),
    Field.EXTRA: _("Keep without using it"),
    Field.IGNORE: _("Leave out"),
}

_FILES: dict[str, tuple[Lazy, Lazy]] = {
    "file.missing": (
        _("The file %(name)s is not there."),
        _("Check its name and folder, then import it again."),
    ),
    "file.empty": (
        _("The file %(name)s is empty."),
        _("Export it again from its source and check that the export finished."),
    ),
    "file.binary": (
        _("The file %(name)s is not a table: it holds something else than text."),
        _("Export it from its source as CSV, XLSX, JSON Lines or Parquet."),
    ),
    "file.markup": (
        _("The file %(name)s is a web page or an XML document, not a table."),
        _("Open it with a spreadsheet and save it as CSV or XLSX."),
    ),
    "file.json_array": (
        _("The file %(name)s is one JSON list, not JSON Lines."),
        _("Export it with one object on each line."),
    ),
    "file.not_json_lines": (
        _("The file %(name)s begins like JSON, but none of its lines is a JSON object."),
        _("Export it with one object on each line."),
    ),
    "file.packed": (_("The file %(name)s is packed with %(format)s."), _("Unpack it, or put it in a ZIP.")),
    "file.old_excel": (
        _("The file %(name)s is a workbook of Excel 97-2003."),
        _("Open it with a spreadsheet and save it as XLSX or CSV."),
    ),
    "file.password": (
        _("The file %(name)s is locked by a password."),
        _("Save a copy without a password and import that."),
    ),
    "file.damaged": (
        _("The file %(name)s is damaged and cannot be read further."),
        _("It was probably cut while it was sent: send or export it again. Lines already read are kept."),
    ),
    "file.too_many_columns": (
        _("The file %(name)s has %(columns)s columns; a table may have %(limit)s."),
        _("Export only the columns that you need, or check that the file has one line for each record."),
    ),
    "file.wrong_encoding": (
        _("The file %(name)s was declared as %(declared)s, but line %(line)s is written in %(found)s."),
        _("Declare %(found)s, or declare nothing: the encoding is found by itself."),
    ),
    "file.unknown_encoding": (
        _("The encoding %(encoding)s does not exist."),
        _("Write UTF-8, Latin-1 or cp1252, or declare nothing."),
    ),
    "file.no_sheet": (
        _("The workbook %(name)s has no sheet called %(sheet)s."),
        _("Choose one of its sheets: %(sheets)s."),
    ),
    "import.unexpected": (
        _("Habitué itself is at fault (%(kind)s). What was taken is kept."),
        _("Go on with the import; if it stops again, tell whoever looks after Habitué."),
    ),
    "file.table_gone": (_("The table %(table)s is no longer in the file."), _("Import the file again.")),
    "zip.damaged": (
        _("The file %(name)s is damaged: its end is missing."),
        _("It was probably cut while it was sent: send it again."),
    ),
    "zip.bomb": (
        _("The file %(name)s would unpack to %(megabytes)s MB, out of all proportion to its size."),
        _("Unpack it on your machine, check what is in it, and import the files one by one."),
    ),
    "zip.nested": (
        _("The ZIP %(name)s holds another archive: %(member)s."),
        _("Unpack the inner archive and import its files."),
    ),
    "zip.nothing": (
        _("The ZIP %(name)s holds no table."),
        _("Put CSV, XLSX, JSON Lines or Parquet files in it."),
    ),
}

_NOTICES: dict[str, tuple[Lazy, Lazy]] = {
    "file.no_header": (
        _("The file has no header: its columns are called col1, col2 and so on."),
        _("Say what each column holds, or add a header."),
    ),
    "file.title_lines": (_("%(lines)s title lines before the header were passed over."), ""),
    "file.duplicate_headers": (
        _("Several columns have the same name (%(names)s): they were numbered."),
        _("Check that each one goes to the right field."),
    ),
    "file.nul_characters": (_("%(count)s NUL characters were taken out."), ""),
    "file.mixed_encoding": (
        _("%(count)s lines are not in the encoding of the file; they were read as %(encoding)s."),
        _("Check the accents of those lines."),
    ),
    "zip.passed_over": (_("These files of the ZIP are no tables and were passed over: %(names)s."), ""),
}

_LINES: dict[str, tuple[Lazy, Lazy]] = {
    "row.too_few_cells": (
        _("The line has %(cells)s cells; the file has %(columns)s columns."),
        _("Add the missing separators where cells are missing."),
    ),
    "row.too_many_cells": (
        _("The line has %(cells)s cells; the file has %(columns)s columns."),
        _("A cell probably holds a separator: put quotes around it."),
    ),
    "row.unclosed_quote": (
        _("A quote is opened and never closed."),
        _("Close the quote at the end of its cell, or take it out."),
    ),
    "row.too_long": (
        _("The line is %(size)s characters long; a line may have %(limit)s."),
        _("It is probably several lines without line endings: export the file again."),
    ),
    "row.bad_json": (_("The line is not a JSON object."), _("Check its braces, quotes and commas.")),
    "cell.too_long": (
        _("A cell is %(size)s characters long; a cell may have %(limit)s."),
        _("Shorten the cell: only its beginning was kept."),
    ),
    "row.no_key": (
        _("The record has no number, so nobody can tell which one it is."),
        _("Write its number, or choose another column as the key."),
    ),
    "key.scientific": (
        _("A spreadsheet has rounded the number of the record: its last digits are lost."),
        _("Export again with this column as text, or write the whole number."),
    ),
    "key.too_long": (
        _(
            "The number of the record is longer than any number is: the cells may have shifted, or this is a text."
        ),
        _("Write its number, or choose another column as the key."),
    ),
    "changed_at.unreadable": (
        _("The date of the last change cannot be read."),
        _("Write it as in the other lines, or check the order of day and month."),
    ),
    "row.nobody": (
        _("Nothing tells who this is: no name, no e-mail, no phone, no card."),
        _("Write at least one of them, or put the line aside."),
    ),
    "changed_at.future": (_("The last change is in the future."), _("Check the clock of the source.")),
    "card.scientific": (
        _("A spreadsheet has rounded the card number: its last digits are lost."),
        _("Export again with this column as text."),
    ),
    "phone.scientific": (
        _("A spreadsheet has rounded the phone number: its last digits are lost."),
        _("Export again with this column as text."),
    ),
    "postcode.lost_zero": (
        _("The postcode has lost its first zero."),
        _("Put the zero back, and export this column as text."),
    ),
    "phone.lost_zero": (
        _("The phone number has lost its first zero."),
        _("Put the zero back, and export this column as text."),
    ),
    "cell.shifted": (
        _("The cell holds what belongs to another column."),
        _("Check that no separator is missing or in excess on this line."),
    ),
    "cell.mojibake": (
        _("Accents were broken when the file was made."),
        _("Accept the mended text, or export again as UTF-8."),
    ),
    "cell.lost_characters": (
        _("Some letters are lost: they were replaced by a question mark before they came here."),
        _("Export again as UTF-8."),
    ),
    "date.wrong_order": (
        _("The day and the month are the other way round than in the other lines."),
        _("Accept the mended date, or change the order of the dates."),
    ),
}

_WHOLE: dict[str, tuple[Lazy, Lazy]] = {
    "file.half_size": (
        _("The file has %(rows)s lines; there are usually %(usual)s."),
        _("Check that the export is complete before you import it."),
    ),
    "file.shifted_columns": (
        _("Columns seem shifted: %(percent)s %% of the lines have something else in %(column)s."),
        _("Check the mapping, and that the columns of the file have not moved."),
    ),
    "file.wrong_date_order": (
        _("The dates of %(column)s seem to be in another order: %(percent)s %% of the lines do not fit."),
        _("Change the order of the dates in the mapping."),
    ),
    "file.mojibake": (
        _("Accents are broken in %(percent)s %% of the lines of %(column)s."),
        _("Export the file again as UTF-8."),
    ),
    "file.lost_zeros": (
        _(
            "%(percent)s %% of the values of %(column)s have lost their first zero: a spreadsheet has saved the file."
        ),
        _("Export again without opening the file in a spreadsheet."),
    ),
    "file.scientific": (
        _("%(percent)s %% of the values of %(column)s were rounded by a spreadsheet."),
        _("Export again without opening the file in a spreadsheet."),
    ),
}

_MAPPINGS: dict[str, tuple[Lazy, Lazy]] = {
    "mapping.none": (_("This source has no mapping yet."), _("Accept the proposed one, or write one.")),
    "mapping.no_key": (
        _("No column tells records apart. Missing: %(columns)s."),
        _("Choose the column that holds the number, the card or the e-mail of each record."),
    ),
    "mapping.not_yaml": (
        _("Line %(line)s is not YAML: %(problem)s."),
        _('Write each column as "name": field, two spaces from the edge.'),
    ),
    "mapping.no_columns": (
        _("Line %(line)s: the list of columns is missing."),
        _("Write “columns:” and under it a line for each column."),
    ),
    "mapping.unknown_entry": (
        _("Line %(line)s: nothing is called “%(name)s” here."),
        _("Use one of: %(known)s."),
    ),
    "mapping.twice": (_("Line %(line)s: “%(name)s” stands twice."), _("Take one of them out.")),
    "mapping.unknown_field": (
        _("Line %(line)s: no field is called “%(field)s” (column “%(column)s”)."),
        _("Use one of: %(known)s."),
    ),
    "mapping.field_twice": (
        _("Line %(line)s: “%(first)s” and “%(second)s” both go to the field %(field)s."),
        _("Write “extra” for one of them."),
    ),
    "mapping.unknown_key": (
        _("Line %(line)s: the key “%(column)s” is not one of the columns."),
        _("Write the name of a column as it stands under “columns:”."),
    ),
    "mapping.date_order": (
        _("Line %(line)s: “%(value)s” is no order of dates."),
        _("Write dmy, mdy or iso."),
    ),
    "mapping.version": (_("Line %(line)s: the version is a number, not “%(value)s”."), _("Write 1.")),
}

_WHY: dict[str, tuple[Lazy, Lazy]] = {
    "why.person": (_("Chosen by a person."), ""),
    "why.known": (_("As in the mapping of this source."), ""),
    "why.platform": (_("Known column of this export."), ""),
    "why.header": (_("By its name, and its values agree."), ""),
    "why.header_only": (_("By its name; there are no values to check it with."), ""),
    "why.header_part": (_("By a part of its name."), _("Check the samples.")),
    "why.values": (_("By its values; its name does not tell."), _("Check the samples.")),
    "why.values_against_header": (_("By its values; its name says something else."), _("Check the samples.")),
    "why.repeats": (
        _("Called a number, but it repeats or stands empty."),
        _("Choose another key if it is one."),
    ),
    "why.nothing": (_("Not recognised: kept without using it."), _("Choose a field if it should be used.")),
}

WORDS: dict[str, tuple[Lazy, Lazy]] = {**_FILES, **_NOTICES, **_LINES, **_WHOLE, **_MAPPINGS, **_WHY}
"""Code -> (what it means, what to do about it)."""
