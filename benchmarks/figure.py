"""One measured number."""

from typing import Any, NamedTuple


class Figure(NamedTuple):
    """`ratio`: `value` relative to what `ratio_to` names, measured in the same run; `n`: of how many."""

    name: str
    value: float
    unit: str
    ratio_to: str | None = None
    ratio: float | None = None
    n: int | None = None

    def as_json(self, database: str | None) -> dict[str, Any]:
        """The line that `bin/bench` prints; four significant digits are more than any run repeats."""
        line = self._asdict()
        line["value"] = float(f"{self.value:.4g}")
        if self.ratio is not None:
            line["ratio"] = float(f"{self.ratio:.4g}")
        return {**line, "database": database}
