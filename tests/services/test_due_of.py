"""One person's next date, without working out everybody's."""

from __future__ import annotations

from tests.team import Team


def test_one_persons_cells_are_those_of_their_row_in_the_matrix_and_none_without_one(team: Team) -> None:
    schedule = team.house.schedule
    team.sign(team.write(team.deputy, team.worker, action="Two packets at breakfast"))
    everybody = (team.owner, team.deputy, team.leader, team.worker, team.other)
    seen = 0
    for actor in everybody:
        matrix = schedule.matrix(actor)
        rows = {row.person.id: row.cells for row in matrix.rows}
        kinds = {column.kind for column in matrix.columns} | {
            rule[0] for rule in schedule.rules(actor).columns
        }
        for person in everybody:
            for kind in kinds:
                told = schedule.due_of(actor, person.person_id, kind)
                theirs = [cell for cell in rows.get(person.person_id, ()) if cell.kind is kind]
                assert sorted(told, key=repr) == sorted(theirs, key=repr)
                seen += len(told)
    assert seen
    assert schedule.due_of(team.worker, team.worker.person_id, next(iter(kinds))) == ()
