"""The questions the fast lane asks of its workbench, a DuckDB file beside the upload.

told: every row of the files as it was read, and whether it is plain. Who stands in `bad` goes the
usual way, with all their rows.
"""

from __future__ import annotations

SPACE = (
    r"\s\x{1c}-\x{1f}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"
)
ID = "[A-Za-z0-9][A-Za-z0-9._/-]*"
NAME = rf"(?:[^{SPACE}\x{{fffd}}]+(?: [^{SPACE}\x{{fffd}}]+)*)?"
LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
EMAIL = rf"(?:[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*@(?:{LABEL}\.)+[A-Za-z]{{2,20}})?"

SCHEMA = """
CREATE TABLE told (
    file INTEGER, line BIGINT, number VARCHAR, first_name VARCHAR, last_name VARCHAR, email VARCHAR,
    manager VARCHAR, department VARCHAR, title VARCHAR, level VARCHAR, location VARCHAR,
    fte VARCHAR, hired DATE, gone DATE, reason VARCHAR, began DATE, ended DATE, plain BOOLEAN
);
CREATE TABLE classes (file INTEGER, reason VARCHAR, class VARCHAR);
CREATE TABLE others (number VARCHAR, manager VARCHAR, email VARCHAR);
CREATE TABLE known (number VARCHAR, email VARCHAR);
CREATE TABLE bad (number VARCHAR);
"""

AMENDED = """
UPDATE told SET plain = FALSE WHERE file = $file
AND line IN (SELECT unnest(CAST($lines AS BIGINT[])))
"""
ONCE = """
INSERT INTO bad SELECT number FROM told WHERE plain GROUP BY number HAVING count(*) > 1
"""
# More than one stay, a gap, two jobs at once, one that has no end and perhaps runs still, or days
# that the file says in two ways.
JOBS = """
CREATE TABLE jobs AS
SELECT file, line, number, began, ended, hired, gone,
    lag(began) OVER w AS prev_began, lag(ended) OVER w AS prev_ended,
    lead(began) OVER w AS next_began
FROM told WHERE plain WINDOW w AS (PARTITION BY number ORDER BY began, file, line)
"""
ODD_HISTORIES = """
INSERT INTO bad SELECT number FROM jobs
WHERE began <= prev_began OR (prev_began IS NOT NULL AND prev_ended <> began)
    OR (prev_began IS NULL AND hired <> began)
    OR (next_began IS NULL AND ended <> gone) OR gone <= began OR gone <= hired
UNION ALL
SELECT number FROM jobs GROUP BY number
HAVING count(hired) NOT IN (0, count(*)) OR min(hired) <> max(hired)
    OR count(gone) NOT IN (0, count(*)) OR min(gone) <> max(gone)
UNION ALL
SELECT number FROM told SEMI JOIN (SELECT file, line FROM jobs WHERE next_began IS NULL
    AND ended IS NULL AND gone IS NULL) USING (file, line) WHERE reason <> ''
UNION ALL
SELECT number FROM jobs WHERE next_began IS NULL AND ended IS NOT NULL AND gone IS NULL
AND number IN (SELECT number FROM jobs WHERE ended IS NULL)
"""
TAKEN_ELSEWHERE = """
INSERT INTO bad SELECT number FROM others WHERE number <> ''
UNION ALL SELECT number FROM known WHERE number IS NOT NULL
"""
# Nothing can happen any more to a plain row of somebody sure: their id will stand.
SURE = """
CREATE TEMPORARY TABLE sure AS
SELECT DISTINCT number FROM told ANTI JOIN bad USING (number) WHERE plain
"""
SHARED_ADDRESSES = """
INSERT INTO bad SELECT DISTINCT number FROM told JOIN (
    SELECT email FROM told WHERE plain AND email <> '' GROUP BY email
    HAVING count(DISTINCT number) > 1
    UNION SELECT email FROM others WHERE email <> '' UNION SELECT email FROM known WHERE email <> ''
) USING (email) WHERE plain
"""
TIES = """
CREATE TEMPORARY TABLE ties AS SELECT DISTINCT number, manager FROM told
WHERE plain AND manager <> ''
"""
UNSURE = """
INSERT INTO bad SELECT DISTINCT t.number FROM ties t ANTI JOIN sure s ON s.number = t.manager
"""
# Who manages somebody that goes the usual way goes there too, so that their managers are found.
UPWARD = """
INSERT INTO bad SELECT DISTINCT manager FROM (
    SELECT manager FROM others UNION ALL SELECT manager FROM ties SEMI JOIN bad USING (number)
) AS above SEMI JOIN sure ON sure.number = manager ANTI JOIN bad ON bad.number = manager
"""

PEOPLE = {
    "person": """
CREATE TABLE people AS SELECT uuid() AS person, uuidv7() AS stay, t.number, file, line,
    first_name, last_name, email, hired AS start_on, gone AS end_on,
    CASE WHEN gone IS NULL THEN '' ELSE reason END AS reason, department, manager
FROM told t ANTI JOIN bad USING (number) WHERE plain
""",
    "history": """
CREATE TABLE people AS
WITH last AS (
    SELECT t.number, first_name, last_name, email, reason, department, j.file, j.line,
        coalesce(j.gone, j.ended) AS end_on, j.gone
    FROM told t JOIN jobs j USING (file, line) ANTI JOIN bad b ON b.number = t.number
    WHERE j.next_began IS NULL
), first AS (SELECT number, began FROM jobs WHERE prev_began IS NULL),
shown AS (
    SELECT t.number, t.department, t.manager, t.file, t.line
    FROM told t JOIN jobs j USING (file, line)
    WHERE j.began <= $today AND coalesce(j.next_began, j.gone, j.ended, DATE '9999-01-01') > $today
)
SELECT uuid() AS person, uuidv7() AS stay, l.number, coalesce(s.file, l.file) AS file,
    coalesce(s.line, l.line) AS line, first_name, last_name, email, f.began AS start_on, l.end_on,
    CASE WHEN l.end_on IS NULL THEN '' ELSE l.reason END AS reason,
    coalesce(s.department, l.department) AS department, coalesce(s.manager, '') AS manager,
    l.file AS last_file, l.line AS last_line, l.gone
FROM last l JOIN first f USING (number) LEFT JOIN shown s USING (number)
""",
}
MANAGED_BY = """
SELECT CAST(p.rowid + 1 AS INTEGER) AS below, CAST(m.rowid + 1 AS INTEGER) AS above
FROM people p JOIN people m ON m.number = p.manager
WHERE p.rowid >= $first AND p.rowid < $after
"""
WITHOUT = """
DELETE FROM people WHERE number IN (SELECT number FROM bad)
"""

# What is written

PLACES = """
CREATE OR REPLACE TEMPORARY TABLE areas (department VARCHAR, area VARCHAR);
CREATE OR REPLACE TEMPORARY TABLE standing (number VARCHAR, person UUID)
"""
STAND = "INSERT INTO standing SELECT number, person FROM people"
# As `folding.searchable` folds names of plain letters; those of others are folded there.
SEARCH = r"""
CREATE OR REPLACE TEMPORARY TABLE folded (first_name VARCHAR, last_name VARCHAR, search VARCHAR);
CREATE OR REPLACE TEMPORARY MACRO searchable(first_name, last_name) AS coalesce(' ' || nullif(trim(
    regexp_replace(replace(lower(first_name || ' ' || last_name), chr(39), ''),
        '[^a-z0-9]+', ' ', 'g')), '') || ' ', '')
"""
OTHER_LETTERS = r"""
SELECT DISTINCT first_name, last_name FROM people
WHERE regexp_matches(first_name || last_name, '[^ -~]')
"""
FOUND_BY = "coalesce(f.search, searchable(p.first_name, p.last_name))"
FOLDED = "LEFT JOIN folded f ON f.first_name = p.first_name AND f.last_name = p.last_name"
PERSONS = f"""
SELECT person AS id, number, p.first_name, p.last_name, email, uuid() AS pseudonym,
    {FOUND_BY} AS search
FROM people p {FOLDED}
ORDER BY file, line
"""  # noqa: S608 - our own words
WORDS = f"SELECT DISTINCT unnest(string_split(trim(search), ' ')) FROM ({PERSONS})"  # noqa: S608
STAY = """
SELECT stay AS id, person, start_on, end_on, p.reason, coalesce(c.class, '') AS reason_class
FROM people p LEFT JOIN classes c ON c.file = p.{} AND c.reason = p.reason ORDER BY stay
"""
STAYS = {"person": STAY.format("file"), "history": STAY.format("last_file")}
# A job that is over is looked for by nobody; most jobs of a history are.
TODAY = "SET VARIABLE today = CAST('{}' AS DATE)"
SPELLS = {
    "person": f"""
SELECT uuidv7() AS id, p.stay AS employment, a.area, m.person AS manager, t.title, t.level,
    t.location, t.fte, p.start_on, p.end_on,
    CASE WHEN p.end_on <= getvariable('today') THEN '' ELSE {FOUND_BY} END AS search
FROM told t JOIN people p USING (number) JOIN areas a ON a.department = t.department {FOLDED}
LEFT JOIN standing m ON m.number = t.manager AND t.manager <> '' WHERE plain ORDER BY p.stay
""",  # noqa: S608
    "history": f"""
SELECT uuidv7() AS id, p.stay AS employment, a.area, m.person AS manager, t.title, t.level,
    t.location, t.fte, j.began AS start_on, coalesce(j.next_began, j.gone, j.ended) AS end_on,
    CASE WHEN coalesce(j.next_began, j.gone, j.ended) <= getvariable('today') THEN ''
        ELSE {FOUND_BY} END AS search
FROM told t JOIN jobs j USING (file, line) JOIN people p ON p.number = t.number
JOIN areas a ON a.department = t.department {FOLDED}
LEFT JOIN standing m ON m.number = t.manager AND t.manager <> '' ORDER BY p.stay, j.began
""",  # noqa: S608
}

# What is asked of them afterwards

LAST_LINE = "SELECT max(line) FROM told WHERE file = $file"
OF_FILE = (
    "SELECT line FROM told SEMI JOIN people USING (number)"
    " WHERE file = $file AND line >= $first AND line < $after"
)
ROWS = "SELECT count(*) FROM told SEMI JOIN people USING (number)"
# The reason a stay ended with; those of jobs with another one after them say of no leaving.
REASON = (
    "SELECT {0}file, reason, min({0}line), count(*) FROM people WHERE reason <> '' GROUP BY ALL"
)
REASONS = {"person": REASON.format(""), "history": REASON.format("last_")}
DEPARTMENTS = """
SELECT file, line, department FROM (
    SELECT department, file, min(line) AS line FROM told SEMI JOIN people USING (number)
    GROUP BY department, file
) ORDER BY file, line
"""
AREA_ROWS = """
SELECT department, file, min(line), count(*) FROM told SEMI JOIN people USING (number)
GROUP BY department, file
"""
AREA_STAYS = """
SELECT department, file, min(line), count(*) - count(gone), count(gone),
    CAST(min(gone) AS VARCHAR), CAST(max(gone) AS VARCHAR),
    CAST(min(start_on) FILTER (gone IS NULL) AS VARCHAR), CAST(max(start_on) AS VARCHAR)
FROM (
    SELECT department, file, line, start_on, CASE WHEN end_on <= $today THEN end_on END AS gone
    FROM people
) GROUP BY department, file
"""
AREA_JOBS = """
WITH here AS (
    SELECT t.department, j.number, j.file, j.line, CAST(j.began AS VARCHAR) AS born,
        CAST(coalesce(j.next_began, j.gone, j.ended) AS VARCHAR) AS ended
    FROM told t JOIN jobs j USING (file, line) SEMI JOIN people p ON p.number = t.number
)
"""
AREA_SPANS = f"""{AREA_JOBS}
SELECT department, min(born), max(born), max(coalesce(ended, '9999-12-31')) FROM here
GROUP BY department
"""  # noqa: S608 - our own words
AREA_PASSINGS = f"""{AREA_JOBS}
SELECT a.department, b.department, a.ended, count(*), min(b.file), min(b.line)
FROM here a JOIN here b ON b.number = a.number AND b.born = a.ended
WHERE a.department <> b.department AND a.ended IN (SELECT unnest(CAST($days AS VARCHAR[])))
GROUP BY 1, 2, 3
"""  # noqa: S608 - our own words
AREA_THERE = f"""{AREA_JOBS}
SELECT count(*) FROM here
WHERE department = $department AND born < $day AND coalesce(ended, '9999-12-31') >= $day
"""  # noqa: S608 - our own words
STANDING = """
SELECT number FROM people WHERE number IN (SELECT unnest(CAST($numbers AS VARCHAR[])))
"""
PEOPLE_NAMED = "SELECT number, first_name || ' ' || last_name FROM people"
PEOPLE_BY_THEIR_DAYS = """
SELECT count(*), count(*) FILTER (start_on > $today), count(*) FILTER (end_on <= $today),
    count(*) FILTER (end_on > $today)
FROM people
"""
LATEST = """
SELECT max(start_on) FILTER (start_on <= $today), max(end_on - 1) FILTER (end_on - 1 <= $today)
FROM people
"""
LEFT_UNSAID = """
SELECT last_file, last_line, number, count(*) OVER () FROM people
WHERE end_on <= $today AND gone IS NULL AND reason = ''
ORDER BY last_file, last_line LIMIT $most
"""
EXAMPLES = {
    "person": "SELECT * FROM people ORDER BY file, line LIMIT $most",
    "history": "SELECT * FROM people ORDER BY number LIMIT $most",
}
SHOWN = "SELECT number, first_name, last_name, department FROM ({})"
MEANWHILE = """
SELECT count(*) FROM known k JOIN people p
ON p.number = k.number OR (p.email = k.email AND p.email <> '')
"""
