"""Every kind of problem that intake finds, and which of them cost the row."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What is wrong, as a word for programs; `WORDS` says it to people."""

    # the whole file: nothing changes
    UNREADABLE = "unreadable"
    EMPTY_FILE = "empty_file"
    NOT_TEXT = "not_text"
    LINE_TOO_LONG = "line_too_long"
    HEADER_ONLY = "header_only"
    MISSING_COLUMNS = "missing_columns"
    BAD_MAPPING = "bad_mapping"
    AMBIGUOUS_DATES = "ambiguous_dates"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    TOO_MANY_CELLS = "too_many_cells"
    LOCKED_WORKBOOK = "locked_workbook"
    OLD_WORKBOOK = "old_workbook"
    NO_SHEET = "no_sheet"
    MANY_LEAVE = "many_leave"
    MANY_CHANGE = "many_change"
    OLDER_THAN_KNOWN = "older_than_known"
    FEWER_LEAVERS = "fewer_leavers"
    FAR_LEAVER = "far_leaver"
    PART_OF_COUNTS = "part_of_counts"
    # one row: it is not taken
    BROKEN_QUOTING = "broken_quoting"
    CELL_COUNT = "cell_count"
    NUL_CHARACTER = "nul_character"
    BROKEN_TEXT = "broken_text"
    FORMULA_ERROR = "formula_error"
    FORMULA_UNSOLVED = "formula_unsolved"
    MISSING_ID = "missing_id"
    MISSING_DEPARTMENT = "missing_department"
    MISSING_HIRE_DATE = "missing_hire_date"
    BAD_DATE = "bad_date"
    IMPOSSIBLE_DATE = "impossible_date"
    AMBIGUOUS_DATE = "ambiguous_date"
    SHORT_YEAR = "short_year"
    SHORT_YEAR_READ = "short_year_read"
    LEAVER_AGAIN = "leaver_again"
    LEAVE_BEFORE_HIRE = "leave_before_hire"
    TOO_LONG = "too_long"
    DUPLICATE_ID = "duplicate_id"
    OTHER_STAY = "other_stay"
    MISSING_FROM_DATE = "missing_from_date"
    TO_BEFORE_FROM = "to_before_from"
    OVERLAPPING_SPELL = "overlapping_spell"
    OUTSIDE_STAY = "outside_stay"
    HISTORY_INCOMPLETE = "history_incomplete"
    BAD_MONTH = "bad_month"
    BAD_COUNT = "bad_count"
    HEADCOUNT_EMPTY = "headcount_empty"
    BELOW_NOUGHT = "below_nought"
    DUPLICATE_HEADCOUNT = "duplicate_headcount"
    LEFT_OUT = "left_out"
    # one row of a file of duties: it is not taken
    MISSING_AREA = "missing_area"
    UNKNOWN_AREA = "unknown_area"
    SEVERAL_AREAS = "several_areas"
    DUPLICATE_AREA = "duplicate_area"
    NO_DUTY = "no_duty"
    UNKNOWN_PERSON = "unknown_person"
    SEVERAL_PEOPLE = "several_people"
    PERSON_LEFT = "person_left"
    SAME_TWO = "same_two"
    DAY_TO_COME = "day_to_come"
    DAY_TAKEN = "day_taken"
    # noted: the row is taken
    UNKNOWN_MANAGER = "unknown_manager"
    MANAGER_NOT_TAKEN = "manager_not_taken"
    MANAGER_NOT_EMPLOYED = "manager_not_employed"
    SEVERAL_MANAGERS = "several_managers"
    MANAGERS_BY_NAME = "managers_by_name"
    OWN_MANAGER = "own_manager"
    MANAGER_CYCLE = "manager_cycle"
    BAD_EMAIL = "bad_email"
    BAD_FTE = "bad_fte"
    REASON_WITHOUT_DATE = "reason_without_date"
    UNKNOWN_REASON = "unknown_reason"
    TRANSFER_OUT = "transfer_out"
    BAD_YES_OR_NO = "bad_yes_or_no"
    CLOSED_TOO_LONG = "closed_too_long"
    # noted of the file
    TOTALS = "totals"
    NOT_PEOPLE = "not_people"
    OF_WHICH = "of_which"
    REMARK = "remark"
    HEADER_AGAIN = "header_again"
    MACROS = "macros"
    EXTERNAL_LINKS = "external_links"
    OTHER_SHEETS = "other_sheets"
    AREAS_ACROSS = "areas_across"
    LETTERS_PUT_RIGHT = "letters_put_right"
    LETTERS_LEFT = "letters_left"
    LETTERS_KNOWN = "letters_known"
    LETTERS_UNSURE = "letters_unsure"
    NESTED_COLUMN = "nested_column"
    SHARED_DAY = "shared_day"
    GAP = "gap"
    LEFT_UNSAID = "left_unsaid"
    EARLY_HIRE = "early_hire"
    SAME_ROW = "same_row"
    CAME_BACK = "came_back"
    ONE_STAY = "one_stay"
    SAME_PERSON = "same_person"
    AREA_KNOWN_OTHERWISE = "area_known_otherwise"
    AREA_SEEMS_RENAMED = "area_seems_renamed"
    CODE_TABLE = "code_table"
    CODE_TABLE_USED = "code_table_used"
    CODE_CIRCLE = "code_circle"
    CODE_TABLE_UNUSED = "code_table_unused"
    UNKNOWN_CODE = "unknown_code"
    ABOVE_AND_BELOW = "above_and_below"
    AREA_TAKEN_AS = "area_taken_as"
    NO_HEADCOUNTS = "no_headcounts"
    WHICH_AREA = "which_area"
    AREA_SEEMS_SAME = "area_seems_same"
    TOTAL_BY_FIGURES = "total_by_figures"
    MONTH_NOT_READ = "month_not_read"
    HEADCOUNT_LACKING = "headcount_lacking"
    NO_REASONS = "no_reasons"
    HEADCOUNTS_ADDED = "headcounts_added"
    HEADCOUNTS_GO_ON = "headcounts_go_on"
    LAST_ONE_LEAVES = "last_one_leaves"
    AREA_WRITTEN_TWICE = "area_written_twice"
    AREA_RENAMED = "area_renamed"
    AREA_GOES_ON = "area_goes_on"
    AREA_EMPTIES = "area_empties"
    AREA_NAMED_ANEW = "area_named_anew"
    AREA_EMPTIED = "area_emptied"
    AREA_MISSPELT = "area_misspelt"
    MANAGER_ZEROS = "manager_zeros"
    TAKEN_BACK = "taken_back"
    SECOND_JOBS = "second_jobs"
    AREA_AS_BEFORE = "area_as_before"
    LEAVING_WITHDRAWN = "leaving_withdrawn"
    LATER_ROW_HOLDS = "later_row_holds"
    WITHDRAWN_BY_REMARK = "withdrawn_by_remark"
    REASON_BY_REMARK = "reason_by_remark"
    LEAVING_DAY = "leaving_day"
    REASON_ROWS = "reason_rows"
    CODE_FIRST = "code_first"
    SAME_NAME = "same_name"
    MANAGER_IN_BRACKETS = "manager_in_brackets"
    NOT_EMPLOYED = "not_employed"
    EMPLOYED = "employed"
    MONTHS_TO_COME = "months_to_come"
    MOVE_WITHOUT_DAY = "move_without_day"
    MOVE_WITHOUT_AREA = "move_without_area"
    MOVE_OUTSIDE = "move_outside"
    MOVE_FROM_SEVERAL = "move_from_several"
    MOVES_IN_PART = "moves_in_part"


NOTED = frozenset(
    {
        Kind.UNKNOWN_MANAGER,
        Kind.MANAGER_NOT_TAKEN,
        Kind.MANAGER_NOT_EMPLOYED,
        Kind.SEVERAL_MANAGERS,
        Kind.MANAGERS_BY_NAME,
        Kind.OWN_MANAGER,
        Kind.MANAGER_CYCLE,
        Kind.BAD_EMAIL,
        Kind.BAD_FTE,
        Kind.REASON_WITHOUT_DATE,
        Kind.UNKNOWN_REASON,
        Kind.TRANSFER_OUT,
        Kind.BAD_YES_OR_NO,
        Kind.CLOSED_TOO_LONG,
        Kind.SHORT_YEAR_READ,
        Kind.LEAVER_AGAIN,
        Kind.TOTALS,
        Kind.NOT_PEOPLE,
        Kind.OF_WHICH,
        Kind.REMARK,
        Kind.HEADER_AGAIN,
        Kind.MACROS,
        Kind.EXTERNAL_LINKS,
        Kind.OTHER_SHEETS,
        Kind.AREAS_ACROSS,
        Kind.LETTERS_PUT_RIGHT,
        Kind.LETTERS_LEFT,
        Kind.LETTERS_KNOWN,
        Kind.LETTERS_UNSURE,
        Kind.NESTED_COLUMN,
        Kind.SHARED_DAY,
        Kind.GAP,
        Kind.LEFT_UNSAID,
        Kind.EARLY_HIRE,
        Kind.SAME_ROW,
        Kind.CAME_BACK,
        Kind.ONE_STAY,
        Kind.SAME_PERSON,
        Kind.AREA_KNOWN_OTHERWISE,
        Kind.AREA_SEEMS_RENAMED,
        Kind.CODE_TABLE,
        Kind.CODE_TABLE_USED,
        Kind.CODE_CIRCLE,
        Kind.CODE_TABLE_UNUSED,
        Kind.UNKNOWN_CODE,
        Kind.ABOVE_AND_BELOW,
        Kind.AREA_TAKEN_AS,
        Kind.NO_HEADCOUNTS,
        Kind.WHICH_AREA,
        Kind.AREA_SEEMS_SAME,
        Kind.TOTAL_BY_FIGURES,
        Kind.MONTH_NOT_READ,
        Kind.HEADCOUNT_LACKING,
        Kind.NO_REASONS,
        Kind.HEADCOUNTS_ADDED,
        Kind.HEADCOUNTS_GO_ON,
        Kind.LAST_ONE_LEAVES,
        Kind.AREA_WRITTEN_TWICE,
        Kind.AREA_RENAMED,
        Kind.AREA_GOES_ON,
        Kind.AREA_EMPTIES,
        Kind.AREA_NAMED_ANEW,
        Kind.AREA_EMPTIED,
        Kind.AREA_MISSPELT,
        Kind.MANAGER_ZEROS,
        Kind.TAKEN_BACK,
        Kind.SECOND_JOBS,
        Kind.AREA_AS_BEFORE,
        Kind.LEAVING_WITHDRAWN,
        Kind.LATER_ROW_HOLDS,
        Kind.WITHDRAWN_BY_REMARK,
        Kind.REASON_BY_REMARK,
        Kind.LEAVING_DAY,
        Kind.REASON_ROWS,
        Kind.CODE_FIRST,
        Kind.SAME_NAME,
        Kind.MANAGER_IN_BRACKETS,
        Kind.NOT_EMPLOYED,
        Kind.EMPLOYED,
        Kind.MONTHS_TO_COME,
        Kind.MOVE_WITHOUT_DAY,
        Kind.MOVE_WITHOUT_AREA,
        Kind.MOVE_OUTSIDE,
        Kind.MOVE_FROM_SEVERAL,
        Kind.MOVES_IN_PART,
    }
)

UNDER_TWO_NAMES = frozenset(
    {
        *(Kind.WHICH_AREA, Kind.AREA_SEEMS_SAME, Kind.HEADCOUNTS_GO_ON),
        *(Kind.AREA_GOES_ON, Kind.AREA_EMPTIES, Kind.AREA_NAMED_ANEW, Kind.AREA_MISSPELT),
    }
)
"""Perhaps one area: of a leavers list and headcounts, before and after, or by a slip."""
