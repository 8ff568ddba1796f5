"""The files: rows as they are measured, and what the machine was."""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from .meters import Failure
from .points import Point, Served, key, key_columns
from .timing import Measured, measured_columns

COMMON = ["energyMethod", "samplingMillis", "gpu", "stack", "measuredAt"]
SERVED = [
    "totalParamsBillions",
    "activeParamsBillions",
    "architecture",
    "gpuCount",
    "acceleratorJoulesPerOutputToken",
    "series",
    "task",
    "joulesPerInputToken",
    "joulesPerDecodedToken",
    "prefillBatch",
    "decodeContextTokens",
    "decodeLaunch",
]


def columns(kind: type) -> list[str]:
    if kind is Served:
        return key_columns(kind) + SERVED + measured_columns("prefill") + measured_columns("step") + COMMON
    return key_columns(kind) + ["flops", "time_ms"] + measured_columns() + COMMON


def plain_values(point: Point, measured: Measured) -> dict[str, Any]:
    return {"flops": point.flops(), "time_ms": 1e3 * measured.seconds, **measured.columns()}


def served_values(point: Served, prefill: Measured, step: Measured, launch: str) -> dict[str, Any]:
    """Joules of a request: those of its prompt and of all its steps, shared over its output."""
    prompt = prefill.joules / point.prefill().batch
    token = step.joules / point.batchSize
    billions = point.shape.parameters() / 1e9
    return {
        "totalParamsBillions": billions,
        "activeParamsBillions": billions,
        "architecture": "dense",
        "gpuCount": 1,
        "acceleratorJoulesPerOutputToken": prompt / point.outputTokens + token,
        "series": "wattledger-decoder",
        "task": "",
        "joulesPerInputToken": prompt / point.inputTokens,
        "joulesPerDecodedToken": token,
        "prefillBatch": point.prefill().batch,
        "decodeContextTokens": point.decode_step().context,
        "decodeLaunch": launch,
        **prefill.columns("prefill"),
        **step.columns("step"),
    }


class RowFile:
    """A CSV file that grows row by row and knows what it has."""

    def __init__(self, path: Path, kind: type) -> None:
        self.path = path
        self._columns = columns(kind)
        self._keys = key_columns(kind)
        self._known: set[tuple[str, ...]] = set()
        if path.exists():
            self._read()

    def _read(self) -> None:
        text = self.path.read_text(encoding="utf-8")
        if text and not text.endswith("\n"):  # the row that was being written when the machine went down
            text = text[: text.rfind("\n") + 1]
            self.path.write_text(text, encoding="utf-8")
        rows = csv.DictReader(io.StringIO(text))
        if text and rows.fieldnames != self._columns:
            raise Failure(f"{self.path}, line 1: not the columns of this script; choose another --out or --date")
        self._known = {tuple(row[column] for column in self._keys) for row in rows}

    def has(self, point: Point) -> bool:
        return tuple(key(point).values()) in self._known

    def append(self, point: Point, values: dict[str, Any]) -> None:
        line = io.StringIO()
        writer = csv.DictWriter(line, self._columns, lineterminator="\n")
        if not self.path.exists() or self.path.stat().st_size == 0:
            writer.writeheader()
        writer.writerow({name: _written(value) for name, value in {**key(point), **values}.items()})
        with self.path.open("a", encoding="utf-8") as file:
            file.write(line.getvalue())
        self._known.add(tuple(key(point).values()))


def _written(value: Any) -> Any:
    return f"{value:.6g}" if isinstance(value, float) else "" if value is None else value


@dataclass
class MachineFile:
    """What all rows have in common, the runs, and the points that could not be measured."""

    path: Path
    description: dict[str, Any]

    def __post_init__(self) -> None:
        self._content: dict[str, Any] = {**self.description, "runs": [], "notMeasured": []}
        if not self.path.exists():
            return
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
        except ValueError as e:
            raise Failure(f"{self.path} is no JSON ({e}); choose another --out or --date") from e
        for name, value in self.description.items():
            if content.get(name) != value:
                raise Failure(
                    f"{self.path}: measured with {name} {content.get(name)!r}, and now it is {value!r};"
                    " choose another --out or --date"
                )
        self._content = content

    def begin(self, idle_watts: float) -> None:
        self._content["runs"].append({"begun": timestamp(), "idleWattsBefore": idle_watts})
        self._write()

    def end(self, idle_watts: float) -> None:
        self._content["runs"][-1] |= {"ended": timestamp(), "idleWattsAfter": idle_watts}
        self._write()

    def leaves_out(self, point: Point) -> bool:
        return any(left["point"] == key(point) for left in self._content["notMeasured"])

    def leave_out(self, point: Point, reason: str) -> None:
        self._content["notMeasured"].append({"kind": point.kind, "point": key(point), "reason": reason})
        self._write()

    def _write(self) -> None:
        new = self.path.with_suffix(".json.new")
        new.write_text(json.dumps(self._content, indent=2) + "\n", encoding="utf-8")
        os.replace(new, self.path)


def timestamp() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="seconds")
