"""Two people's names on the lock screen can be told apart."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.people import Person, Role, named_so, short_names

WORDS = st.text("SsmithaeßÉ", min_size=1, max_size=4)
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


def _team(*names: str, jobs: tuple[str, ...] = ()) -> list[Person]:
    return [
        Person(id=str(place), name=name, role=Role.WORKER, job_title=jobs[place] if jobs else "")
        for place, name in enumerate(names)
    ]


def _short(*names: str, jobs: tuple[str, ...] = ()) -> list[str]:
    return list(short_names(_team(*names, jobs=jobs)).values())


def test_a_surname_is_as_long_as_it_takes_to_tell_two_apart() -> None:
    assert _short("Sarah Smith", "Sarah Shah", "Sarah Singh", "Amira Hall") == [
        "Sarah Sm",
        "Sarah Sh",
        "Sarah Si",
        "Amira H",
    ]


def test_a_surname_that_begins_another_is_shown_whole() -> None:
    assert _short("Sarah Smith", "Sarah Smithers", "sarah S") == ["Sarah Smith", "Sarah Smithe", "sarah S"]


def test_the_whole_name_tells_apart_who_share_first_name_and_surname() -> None:
    assert _short("Sarah Smith", "Sarah Ann Smith", "Sarah") == ["Sarah Smith", "Sarah Ann Smith", "Sarah"]


def test_the_job_tells_apart_who_share_the_whole_name() -> None:
    assert _short("Sarah Smith", "Sarah Smith", jobs=("Cook", "Driver")) == [
        "Sarah Smith · Cook",
        "Sarah Smith · Driver",
    ]


def test_a_number_tells_apart_who_share_name_and_job() -> None:
    assert _short("Sarah Smith", "Sarah Smith", jobs=("Cook", "Cook")) == [
        "Sarah Smith · Cook 1",
        "Sarah Smith · Cook 2",
    ]


@given(st.lists(st.tuples(NAMES, st.sampled_from(["", "Cook", "cook", "A 1", "A"])), max_size=12))
def test_no_two_people_ever_have_the_same_short_name(everybody: list[tuple[str, str]]) -> None:
    short = _short(*(name for name, _ in everybody), jobs=tuple(job for _, job in everybody))
    assert len({one.casefold() for one in short}) == len(everybody)


def test_a_name_is_found_by_its_surname_and_by_parts_of_several_names() -> None:
    assert named_so("Sarah Ann Smith", "SMITH")
    assert named_so("Sarah Ann Smith", "smi sar")
    assert not named_so("Sarah Ann Smith", "smythe")
