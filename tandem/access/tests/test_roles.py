import pytest

from tandem.access.roles import (
    CHRO,
    EVERY_ROLE,
    GRANTED,
    Administrator,
    Employee,
    HRAdministrator,
    Permission,
    allows,
    role,
)


def test_everybody_keeps_promises() -> None:
    assert all(Permission.KEEP_PROMISES in each.permissions for each in EVERY_ROLE)


def test_who_runs_the_server_neither_imports_people_nor_sees_areas() -> None:
    assert not allows([Administrator], Permission.IMPORT_PEOPLE)
    assert not allows([Administrator], Permission.SEE_AREAS)


def test_who_imports_people_does_not_see_their_areas_by_that() -> None:
    assert not allows([HRAdministrator], Permission.SEE_AREAS)


def test_only_the_head_of_hr_sees_every_area() -> None:
    seeing = [each for each in EVERY_ROLE if Permission.SEE_EVERY_AREA in each.permissions]
    assert seeing == [CHRO]


def test_an_unknown_permission_raises() -> None:
    with pytest.raises(TypeError, match="is not a Permission"):
        allows([Employee], "everything")  # type: ignore[arg-type]  # the mistake under test


def test_an_unknown_role_raises() -> None:
    with pytest.raises(KeyError):
        role("superuser")


def test_keys_are_one_of_a_kind() -> None:
    assert len({each.key for each in EVERY_ROLE}) == len(EVERY_ROLE)
    assert set(GRANTED) < set(EVERY_ROLE)
