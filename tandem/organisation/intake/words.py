"""What is wrong and what to do about it, for each kind of problem."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tandem.organisation.intake.counts.words import WORDS_OF_COUNTS
from tandem.organisation.intake.history.words import WORDS_OF_HISTORIES
from tandem.organisation.intake.kinds import Kind
from tandem.organisation.intake.words_of_areas import WORDS_OF_AREAS
from tandem.organisation.intake.words_of_managers import WORDS_OF_MANAGERS
from tandem.organisation.intake.words_of_questions import WORDS_OF_QUESTIONS
from tandem.organisation.intake.words_of_reading import WORDS_OF_READING

WORDS = {
    **WORDS_OF_COUNTS,
    **WORDS_OF_HISTORIES,
    **WORDS_OF_AREAS,
    **WORDS_OF_MANAGERS,
    **WORDS_OF_READING,
    **WORDS_OF_QUESTIONS,
    Kind.UNREADABLE: (
        _("The file cannot be read (%(why)s)."),
        _("Check the name and that you may read it."),
    ),
    Kind.EMPTY_FILE: (
        _("The file is empty."),
        _("Export again, with one row per person under a line of headings."),
    ),
    Kind.NOT_TEXT: (
        _("This is no CSV, Excel or Parquet file: it looks like %(what)s."),
        _("Open it in the program that made it and save it as “CSV UTF-8” or as .xlsx."),
    ),
    Kind.LINE_TOO_LONG: (
        _("Line %(line)s is longer than a million characters."),
        _("Save it as CSV with one line per person."),
    ),
    Kind.HEADER_ONLY: (
        _("The file has headings and no people."),
        _("Export again with its rows."),
    ),
    Kind.MISSING_COLUMNS: (
        _("No column for: %(missing)s. The headings are: %(seen)s."),
        _(
            "Rename a heading; or say which one it is, where the columns are matched.\n"
            "At the terminal: --read."
        ),
    ),
    Kind.BAD_MAPPING: (
        _("The mapping cannot be used: %(why)s."),
        _("Correct the mapping and try again."),
    ),
    Kind.AMBIGUOUS_DATES: (
        _("Day or month first? Every date can be read both ways, such as %(value)s."),
        _(
            "Say which comes first where the columns are matched, or write dates as 2026-12-31.\n"
            "At the terminal a mapping says it."
        ),
    ),
    Kind.DAMAGED: (
        _("The file is damaged: %(why)s."),
        _("Open it in the program that made it and save it anew."),
    ),
    Kind.TOO_LARGE: (
        _("Unpacked, the workbook would have %(size)s. No list of people has."),
        _("Save the sheet with the people as “CSV UTF-8” and give that."),
    ),
    Kind.TOO_MANY_CELLS: (
        _("The sheet “%(sheet)s” reaches over more than 20 million cells."),
        _("Delete what stands far below or beside the list, or save the sheet as “CSV UTF-8”."),
    ),
    Kind.LOCKED_WORKBOOK: (
        _("The workbook is protected by a password."),
        _("Open it, take the password away, save it and give it again."),
    ),
    Kind.OLD_WORKBOOK: (
        _("This is %(what)s, which Tandem does not read."),
        _("Open it and save it as an Excel workbook (.xlsx) or as “CSV UTF-8”."),
    ),
    Kind.NO_SHEET: (
        _("The workbook has no sheet “%(value)s”. Its sheets are: %(sheets)s."),
        _("Correct the sheet in the mapping."),
    ),
    Kind.BROKEN_QUOTING: (
        _("A quotation mark opens and never closes, or closes too early."),
        _("Inside a quoted cell, write every quotation mark twice."),
    ),
    Kind.CELL_COUNT: (
        ngettext_lazy(
            "This row has %(found)s cell and the headings are %(expected)s.",
            "This row has %(found)s cells and the headings are %(expected)s.",
            "found",
        ),
        _("Look for a missing or an extra “%(delimiter)s”; put cells that hold one in quotes."),
    ),
    Kind.NUL_CHARACTER: (
        _("The row holds a NUL character, which no text has."),
        _("Remove it, or export the row again."),
    ),
    Kind.BROKEN_TEXT: (
        _("A character of this row is damaged."),
        _("Export the row again as UTF-8, or type the character anew."),
    ),
    Kind.FORMULA_ERROR: (
        _("The cell holds an error, such as #N/A or #REF!, and no value."),
        _("Mend its formula in the workbook, or type the value, and save it anew."),
    ),
    Kind.FORMULA_UNSOLVED: (
        _("The cell holds a formula whose result was never stored."),
        _("Open the workbook in Excel, let it calculate, save it and give it again."),
    ),
    Kind.MISSING_ID: (
        _("This row has no employee id."),
        _("Give the person the number your HR system knows them by."),
    ),
    Kind.MISSING_DEPARTMENT: (
        _("This row has no department."),
        _("Say which one the row is about: where somebody works, or worked last."),
    ),
    Kind.MISSING_HIRE_DATE: (
        _("This row has no hire date."),
        _("Add the first day of work."),
    ),
    Kind.BAD_DATE: (
        _("“%(value)s” is not read as a date: %(why)s."),
        _("Write the day in the style of 2026-12-31. %(likely)s"),
    ),
    Kind.IMPOSSIBLE_DATE: (
        _("“%(value)s”: this day does not exist."),
        _("If the last day of that month is meant, write %(likely)s."),
    ),
    Kind.AMBIGUOUS_DATE: (
        _("“%(value)s” can be read both ways, and the column mixes both."),
        _("Write it as %(one)s or as %(other)s."),
    ),
    Kind.SHORT_YEAR: (
        _("“%(value)s” has two digits for its year, and nobody has said which hundred years."),
        _("Say it once for all of them, or write %(likely)s if that is meant."),
    ),
    Kind.LEAVE_BEFORE_HIRE: (
        _("The leave date lies before the hire date %(hired)s."),
        _("Correct one of the two. The leave date is the last day of work."),
    ),
    Kind.TOO_LONG: (
        _("The value has %(length)s characters; there is room for %(limit)s."),
        _("Shorten it."),
    ),
    Kind.DUPLICATE_ID: (
        _("This employee id stands on line %(first)s of %(first_file)s already."),
        _("Keep one row per person. The first one is used. %(differ)s"),
    ),
    Kind.OTHER_STAY: (
        _("These dates run into another stay of this person that is known: the one %(stay)s."),
        _("Give the dates of one stay: after a return, the day of the return as hire date."),
    ),
    Kind.MISSING_AREA: (
        _("This row names no area."),
        _("Write its name, or its path where several have that name."),
    ),
    Kind.UNKNOWN_AREA: (
        _("There is no area “%(value)s”."),
        _("Write it as the page of the company does, or bring its people in first."),
    ),
    Kind.SEVERAL_AREAS: (
        _("“%(value)s” are several areas."),
        _("Write the path of the one that is meant: %(paths)s."),
    ),
    Kind.DUPLICATE_AREA: (
        _("This area stands on line %(first)s already."),
        _("Keep one row per area. The first one is taken."),
    ),
    Kind.NO_DUTY: (
        _("This row names neither a leader nor an HR partner."),
        _("Add one of the two, or leave the row out."),
    ),
    Kind.UNKNOWN_PERSON: (
        _("Nobody has the employee id or address “%(value)s”."),
        _("Check it, or bring the person in first."),
    ),
    Kind.SEVERAL_PEOPLE: (
        _("Several people have the address “%(value)s”."),
        _("Write the employee id instead."),
    ),
    Kind.PERSON_LEFT: (
        _("%(name)s no longer works here."),
        _("Name somebody who does."),
    ),
    Kind.SAME_TWO: (
        _("%(name)s would be leader and HR partner of the same area."),
        _("An area has two people: name somebody else for one of the two."),
    ),
    Kind.DAY_TO_COME: (
        _("“%(value)s” has not come yet."),
        _("Bring the row in on that day, or write the day it began."),
    ),
    Kind.DAY_TAKEN: (
        _("On “%(value)s” somebody else had it. %(why)s"),
        _("Write a later day, or correct the other’s day on the page of the area first."),
    ),
    Kind.BAD_EMAIL: (
        _("“%(value)s” is not an e-mail address."),
        _("The person is taken without it. Correct it in the HR system."),
    ),
    Kind.BAD_FTE: (
        _("“%(value)s” is not a share of full time."),
        _("The person is taken without it. Write 0.8 or 80%%."),
    ),
    Kind.REASON_WITHOUT_DATE: (
        _("There is a leave reason and no leave date."),
        _("The person is taken as still here. Add the last day if they left."),
    ),
    Kind.UNKNOWN_REASON: (
        _("“%(value)s” is not a leave reason Tandem knows. Rows that say so: %(count)s."),
        _(
            "It counts as a leaving, and neither as own choice nor as the company's. Say what it "
            "means, on the page of leave reasons."
        ),
    ),
    Kind.LAST_ONE_LEAVES: (
        _("%(value)s leaves, and is the last one who can sign in as “%(role)s”."),
        _(
            "Give the role to somebody else first, on the page of roles. Once the day has come, "
            "the file is not applied before."
        ),
    ),
    Kind.TRANSFER_OUT: (
        _("“%(value)s” is a transfer out of this organisation. Rows that say so: %(count)s."),
        _("It counts as a leaving for another reason, not as own choice."),
    ),
    Kind.BAD_YES_OR_NO: (
        _("The value is neither yes nor no."),
        _("The person is taken without it. Write yes or no."),
    ),
    Kind.CLOSED_TOO_LONG: (
        _("The value has %(length)s characters; there is room for %(limit)s."),
        _("The person is taken without it. Shorten it."),
    ),
    Kind.TOTALS: (
        _("This line sums up others."),
        _("It was left out. There is nothing to do."),
    ),
    Kind.NOT_PEOPLE: (
        _(
            "This line tells money, posts, changes or who was hired in, or stands apart below the "
            "sum of all: no people of an area."
        ),
        _("It was left out. If it is an area, give it another name, above the sum."),
    ),
    Kind.OF_WHICH: (
        _("This line counts people once more who are among those above it."),
        _("It was left out. If they are not, give the line another name."),
    ),
    Kind.REMARK: (
        _("This line is a remark, and no row of the table."),
        _("It was left out. There is nothing to do."),
    ),
    Kind.HEADER_AGAIN: (
        _("These are the headings once more."),
        _("The line was left out. There is nothing to do."),
    ),
    Kind.MACROS: (
        _("The workbook holds macros."),
        _("Its values were read and nothing in it was run. There is nothing to do."),
    ),
    Kind.EXTERNAL_LINKS: (
        _("Some cells of the workbook point into other files."),
        _("Those files were not opened: the values are those stored when it was last saved."),
    ),
    Kind.AREAS_ACROSS: (
        _("Its columns were read as areas, and its rows as months."),
        _("Nothing to do. A line that is told of this file is a column of it, from the left."),
    ),
    Kind.OTHER_SHEETS: (
        _("Only the sheet “%(value)s” was read. There are also: %(others)s."),
        _(
            "If another one is meant, choose it where the columns are matched.\n"
            "At the terminal a mapping names it."
        ),
    ),
    Kind.NESTED_COLUMN: (
        _("The column holds lists or records instead of single values."),
        _("It was not read. If it matters, export it as text."),
    ),
    Kind.MISSING_FROM_DATE: (
        _("This row does not say when the job began."),
        _("Add the first day of the job."),
    ),
    Kind.TO_BEFORE_FROM: (
        _("The last day of the job lies before its first, %(first)s."),
        _("Correct one of the two."),
    ),
    Kind.OVERLAPPING_SPELL: (
        _("This job begins while the one on line %(other)s still runs (%(until)s)."),
        _(
            "Correct one of the days. Where somebody held two jobs at once, or was elsewhere for a "
            "while, keep the main one."
        ),
    ),
    Kind.OUTSIDE_STAY: (
        _("This job does not lie within the employment %(stay)s."),
        _("Correct the days of the job, or its hire and leave dates: those of the stay it is in."),
    ),
    Kind.HISTORY_INCOMPLETE: (
        _("Line %(other)s is about the same person and was not taken; they are taken together."),
        _("Mend that line, and import all lines of the person together."),
    ),
    Kind.SHARED_DAY: (
        _("The job on line %(other)s ends on the day this one begins."),
        _("The day counts for this job: a last day is the last one in a job."),
    ),
    Kind.LEFT_UNSAID: (
        _(
            "The last job has ended and no reason says why, so they count as having left: "
            "%(count)s in this import. The first: %(first)s."
        ),
        _("There is nothing to do if they left. If somebody is still here, take the last day out."),
    ),
    Kind.EARLY_HIRE: (
        _("The hire date lies before the first job told, which begins on %(first)s."),
        _("That job is taken as theirs from the hire date on. Add the earlier ones if you can."),
    ),
    Kind.SAME_ROW: (
        _("The same row stands on line %(other)s already."),
        _("It is taken once."),
    ),
    Kind.CAME_BACK: (
        _(
            "Line %(other)s is about the same person: they left on %(last)s and came back on "
            "%(back)s."
        ),
        _(
            "Both times are taken. If they are two people, give one of them another employee id in "
            "the HR system and export again."
        ),
    ),
    Kind.ONE_STAY: (
        _("With line %(other)s it is one stay: on %(day)s one follows on the other."),
        _("They are taken as here without a break. There is nothing to do."),
    ),
    Kind.SAME_PERSON: (
        _("Employee id %(other)s has the same e-mail address%(named)s."),
        _(
            "They are kept as two people. If they are one, give them one employee id in the HR "
            "system and export again."
        ),
    ),
    Kind.AREA_RENAMED: (
        _("“%(known)s” and “%(value)s” have one code, %(code)s: they are one area."),
        _("It is called “%(value)s”, as in its latest jobs. There is nothing to do."),
    ),
    Kind.MOVE_WITHOUT_DAY: (
        _("They came from “%(value)s”, and the row does not say on which day."),
        _("The person is taken without the move. Add the first day in the area they are in."),
    ),
    Kind.MOVE_WITHOUT_AREA: (
        _("They moved on “%(value)s”, and the row does not say from where."),
        _("The person is taken without the move. Add the area they were in before."),
    ),
    Kind.MOVE_OUTSIDE: (
        _("The move on “%(value)s” does not lie within the employment %(stay)s."),
        _("The person is taken without the move. Correct one of the days."),
    ),
    Kind.MOVE_FROM_SEVERAL: (
        _("They came from “%(value)s”, and several areas are called so: %(paths)s."),
        _("The person is taken without the move. Write the path of the one that is meant."),
    ),
    Kind.MOVES_IN_PART: (
        _("“%(value)s” tells of moves, and no column tells the %(missing)s."),
        _(
            "Moves are not read, so they are not known from this file. If another column tells "
            "it, say so where the columns are matched."
        ),
    ),
    Kind.UNPACKS_TOO_LARGE: (
        _("The packed file grows to more than %(limit)s when it is unpacked."),
        _("Unpack it yourself, look at what it holds, and give the plain file."),
    ),
    Kind.LEFT_OUT: (
        _("You left this row out."),
        _("Take your answer back to be asked about it again."),
    ),
}
