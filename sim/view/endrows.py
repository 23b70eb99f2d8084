"""The rows of the end screen: the tree of an ending, page by page, as a person reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from sim.facts.fact import Facts
from sim.report.chronicle.spelling import Spelling
from sim.report.ending import series
from sim.report.ending.tree import Camp, Claim, Dealt, Departure, Ending, Goal, TurnEnd
from sim.report.ending.words import changes, day, long_day, lost, lost_in_words, luck_in_words, tallies, until
from sim.report.terminal import cited
from sim.view.charts import FortuneChart, Key, TollChart, TownChart
from sim.view.look import Look
from sim.view.rows import Line, Row

Visit = Callable[[int], object]
"""Goes to a turn, counted from 1."""

SOBER = (
    "This is what followed from what under stated rules: no forecast, and no verdict. The people who died in these "
    "operations were real; losses are counted as losses, and no score rewards harm."
)


class EndRows:
    """Makes rows of an ending; `visit` goes to a turn on the map."""

    def __init__(self, ending: Ending, facts: Facts, visit: Visit, spelled: Spelling) -> None:
        self.ending, self.facts, self.visit, self.spelled = ending, facts, visit, spelled
        self._camps = {camp.id: (row, camp) for row, camp in enumerate(ending.camps)}

    # ---------------------------------------------------------------------------------------------- result

    def result(self, look: Look) -> Iterator[Row]:
        """Yield who came out ahead and by which rule, the points side by side, and every objective."""
        ending, result = self.ending, self.ending.result
        yield Row((
            Line(result.words, "head"),
            Line(f"{ending.title}. {long_day(ending.begins)} to {until(ending.ends)}; {len(ending.turns)} of "
                 f"{ending.turns_of} turns, world {ending.seed}, rules {ending.rules}."),
            *(() if result.final else (
                Line("The scenario goes on after that; the points are those of what is settled.", "slanted"),
            )),
        ))  # fmt: skip
        able = [camp for camp in ending.camps if camp.playable or result.possible[camp.id]]
        yield Row((), cells=tuple(self._score(camp) for camp in able))
        yield Row((Line(f"Rule {result.rule}: {result.sentence}", "small"),))
        yield Row((Line(SOBER, "faint"),))
        for camp in ending.camps:
            own = [goal for goal in ending.objectives if goal.side == camp.id]
            if own:
                yield Row((Line(f"Objectives of {camp.name}", "head"),))
                yield from (self._goal(goal, look) for goal in own)

    def _score(self, camp: Camp) -> tuple[Line, ...]:
        points, possible = self.ending.result.points[camp.id], self.ending.result.possible[camp.id]
        share = f", {100 * points // possible} percent" if possible else ""
        return (Line(camp.name, "strong"), Line(f"{points} of {possible} points{share}", "head"),
                Line(f"led by {camp.commander}", "faint"))  # fmt: skip

    def _goal(self, goal: Goal, look: Look) -> Row:
        earned = goal.points if goal.standing == "earned" else 0
        when = f"{'any time until the ' if goal.any_time else ''}{until(goal.due)}"
        lines = [Line(goal.title, "strong"), Line(f"due {when}, turn {goal.turn}", "faint")]
        if goal.stood:
            lines.append(Line(" ".join(goal.stood)))
        if goal.cites:
            lines.append(Line(cited(goal.cites), "cite"))
        do = partial(self.visit, goal.turn) if goal.turn <= len(self.ending.turns) else None
        return Row(tuple(lines), do, f"{goal.standing}, {earned} of {goal.points}", self._ink(look, goal.side))

    # -------------------------------------------------------------------------------------- losses and ground

    def losses(self, look: Look) -> Iterator[Row]:
        """Yield what the sides lost, day by day, who held the towns, and what changed hands."""
        ending = self.ending
        yield Row((Line("Losses", "head"),))
        for camp in ending.camps:
            yield Row((Line(camp.name),), None, lost_in_words(ending.total, camp.id) or "nobody",
                      self._ink(look, camp.id))  # fmt: skip
        civilians = ending.total.civilians_expected
        yield Row((Line("Civilians (expected by the rules, of no side)"),), None, f"{civilians:,} killed")
        found = series.losses(ending)
        if found is not None:
            few = " Sides that lost very few are left out." if found.left_out else ""
            yield Row((Line(f"By {found.by}, all on one scale.{few}", "slanted"),), picture=Key())
            for toll in found.sides:
                camp = ending.camps[toll.row]
                chart = TollChart(camp.id, toll, found.labels, found.most)
                yield Row((Line(f"{camp.name}: {toll.words}", "strong"),), picture=chart)
        yield from self._towns()
        yield from self._changes(look)

    def _towns(self) -> Iterator[Row]:
        ending, labels = self.ending, tuple(turn.begins for turn in self.ending.turns)
        towns = list(series.towns(ending))
        if not towns or not labels:
            return
        rows = sorted({row for town in towns for row, _ in town.held})
        key = Key(tuple((ending.camps[row].id, row, ending.camps[row].name) for row in rows))
        yield Row((Line("Towns that are fought over by blocks", "head"),
                   Line("Percent of the blocks, at the end of each turn.", "slanted")), picture=key)  # fmt: skip
        for town in towns:
            chart = TownChart(town, labels, tuple(camp.id for camp in ending.camps))
            yield Row((Line(f"{town.name}, {town.blocks} blocks; at the end: {town.words}", "strong"),), picture=chart)

    def _changes(self, look: Look) -> Iterator[Row]:
        found = list(changes(self.ending.days))
        if not found:
            return
        yield Row((Line("Places that changed hands", "head"),
                   Line("From the end of one day to the end of the next.", "slanted")))  # fmt: skip
        for one in found:
            name = self.ending.names.get(one.place, one.place)
            text = f"{name}: {self._short(one.before)} to {self._short(one.after)}"
            yield Row((Line(text),), partial(self.visit, one.turn), f"{day(one.date)}, turn {one.turn}",
                      self._ink(look, one.after or ""))  # fmt: skip

    # ---------------------------------------------------------------------------------------------- luck

    def luck(self, look: Look) -> Iterator[Row]:
        """Yield what the dice were expected to do to each side, and what they did."""
        ending = self.ending
        yield Row((Line("What the dice gave", "head"),))
        for one in ending.luck.sides:
            lines = (Line(self._name(one.side), "strong"), Line(_dealt(one)), *map(Line, _percentile(one)))
            yield Row(lines, None, luck_in_words(one), self._ink(look, one.side))
        labels = tuple(turn.begins for turn in ending.turns)
        for fortune in series.fortunes(ending):
            camp = ending.camps[fortune.row]
            words = f"{camp.name}: people hit, more or fewer than expected, added up turn by turn"
            yield Row((Line(words, "strong"), Line("Nine cases of ten lie in the shade.", "slanted")),
                      picture=FortuneChart(camp.id, fortune, labels))  # fmt: skip
        yield Row((Line("How this is counted", "head"), Line(ending.luck.method, "small")))
        yield Row((Line("By kind of fire", "head"),))
        for fire in ending.luck.kinds:
            text = f"{self._name(fire.side)}, {fire.kind}: {fire.throws:,} throws"
            yield Row((Line(text),), None, f"{fire.expected:.1f} expected, {fire.actual:,} hit",
                      self._ink(look, fire.side))  # fmt: skip
        yield Row((Line("Turn by turn", "head"),))
        for number, sides in ending.luck.turns.items():
            lines = tuple(Line(f"{self._name(one.side)}: {_dealt(one)}; {luck_in_words(one)}") for one in sides)
            yield Row((Line(f"Turn {number}", "strong"), *lines), partial(self.visit, number))

    # ------------------------------------------------------------------------------------------ documents

    def tally(self) -> str:
        """Say how many statements hold, by how certain they are."""
        found = [f"{met} of {every} {word}" for word, met, every in tallies(self.ending.claims)]
        return f"{', '.join(found)} hold" if found else "none can be held against this record"

    def claim(self, claim: Claim, do: Callable[[], object]) -> Row:
        """Return a statement of a document, and what became of it."""
        against = [Line(text, "slanted") for text in self._against(claim)]
        mark = "contested: " if claim.confidence == "contested" else ""
        return Row(
            (Line(claim.statement), Line(f"{mark}[{claim.document}:{claim.lines}]  says {claim.claimed_by}", "cite"),
             *against),
            do, claim.confidence,
            cells=((Line("expected", "faint"), Line(claim.expected, "small")),
                   (Line(f"in this world: {claim.standing}", _STYLES[claim.standing]), Line(claim.observed, "small"))),
        )  # fmt: skip

    def _against(self, claim: Claim) -> Iterator[str]:
        """Say what contradicts a statement."""
        fact = self.facts.by_id.get(claim.id)
        for rival in (self.facts.by_id.get(one) for one in (fact.conflicts_with if fact else ())):
            if rival is not None:
                yield f"against it [{rival.citation}], {rival.claimed_by}: {rival.statement}"

    # ------------------------------------------------------------------------------------ turns, departures

    def turn(self, turn: TurnEnd) -> Row:
        """Return a turn: when it was, what was ordered and lost in it, and the digest that it led to."""
        hours = "" if turn.begins[11:] == turn.ends[11:] == "00:00" else f", {turn.begins[11:]} to {turn.ends[11:]}"
        shorts = {camp.id: camp.short for camp in self.ending.camps}
        orders = ", ".join(f"{shorts[side]} {count}" for side, count in turn.orders.items() if count)
        losses = [f"{camp.short}: {lost_in_words(turn.cost, camp.id)}" for camp in self.ending.camps
                  if lost(turn.cost, camp.id)]  # fmt: skip
        return Row(
            (Line(f"Turn {turn.number}, {long_day(turn.begins)}{hours}", "strong"),
             Line(f"{'; '.join(losses) or 'nobody was lost'}.  Orders: {orders or 'none'}.")),
            partial(self.visit, turn.number), f"digest {turn.digest[:8]}",
        )  # fmt: skip

    def departure(self, one: Departure) -> Row:
        """Return where the course left history."""
        lines = [Line(one.title or f"{one.kind} {one.id}", "strong")]
        if one.title:
            lines.append(Line(f"{one.kind} {one.id}", "faint"))
        lines.append(Line(self.spelled(one.what)))
        if one.condition:
            lines.append(Line(f"taken for granted: {self.spelled(one.condition)}", "slanted"))
        do = partial(self.visit, one.turn) if one.turn <= len(self.ending.turns) else None
        return Row(tuple(lines), do, f"turn {one.turn}")

    # ------------------------------------------------------------------------------------------------ sides

    def _name(self, side: str) -> str:
        return self._camps[side][1].name

    def _short(self, side: str | None) -> str:
        return self._camps[side][1].short if side else "nobody"

    def _ink(self, look: Look, side: str) -> str:
        return look.side(side, self._camps[side][0]) if side in self._camps else ""


_STYLES = {"met": "strong", "missed": "warning", "not reached": "slanted"}


def _dealt(one: Dealt) -> str:
    return f"{one.expected:.1f} expected to be hit, {one.actual:,} hit, in {one.throws:,} throws"


def _percentile(one: Dealt) -> Iterator[str]:
    """Say what a percentile means to whoever has never met one."""
    if one.percentile is not None:
        yield (f"Had the same dice fallen a hundred times, about {one.percentile:.0f} times fewer would have been hit, "
               f"and about {100 - one.percentile:.0f} times more.")  # fmt: skip
