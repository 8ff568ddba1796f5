"""A run over points: what is there is skipped, each row is written as soon as it is known."""

from __future__ import annotations

import time
from typing import Any, Callable, Mapping, Sequence

from .files import MachineFile, RowFile, plain_values, served_values, timestamp
from .machine import Machine
from .meters import Failure
from .points import Point, Served
from .timing import Windows, measure

OUT_OF_MEMORY = "out of memory"


class Run:
    def __init__(
        self,
        machine: Machine,
        gpu: str,
        windows: Windows,
        machine_file: MachineFile,
        files: Mapping[str, RowFile],
        say: Callable[[str], None],
    ) -> None:
        self._machine = machine
        self._windows = windows
        self._machine_file = machine_file
        self._files = files
        self._say = say
        self._common = {
            "energyMethod": machine.meter.method,
            "samplingMillis": machine.meter.sampling_millis,
            "gpu": gpu,
            "stack": machine.stack,
        }

    def measure(self, points: Sequence[Point]) -> None:
        left = [point for point in self._possible(points) if not self._done(point)]
        if len(left) < len(points):
            self._say(f"{len(points) - len(left)} of {len(points)} points are measured or cannot be")
        if not left:
            return
        meter, idle = self._machine.meter, self._machine.idle_seconds
        self._machine_file.begin(meter.mean_watts(idle))
        begun = time.monotonic()
        for index, point in enumerate(left):
            outcome = self._attempt(point)
            self._machine.device.clear()
            spent = time.monotonic() - begun
            remaining = spent / self._planned(left[: index + 1]) * self._planned(left[index + 1 :])
            self._say(f"[{index + 1}/{len(left)}] {point.kind} {point.label()}: {outcome}; {_minutes(remaining)} left")
        time.sleep(idle)
        self._machine_file.end(meter.mean_watts(idle))

    def _possible(self, points: Sequence[Point]) -> list[Point]:
        supported = {name: self._machine.device.supports(name) for name in {point.precision for point in points}}
        for name in sorted(name for name, yes in supported.items() if not yes):
            self._say(f"{self._machine.name} has no {name}, or torch has none for it: left out")
        return [point for point in points if supported[point.precision]]

    def _done(self, point: Point) -> bool:
        return self._files[point.kind].has(point) or self._machine_file.leaves_out(point)

    def _planned(self, points: Sequence[Point]) -> float:
        return self._windows.duration(sum(len(point.works()) for point in points))

    def _attempt(self, point: Point) -> str:
        try:
            values, outcome = self._values(point)
        except RuntimeError as e:
            reason = _reason(e)
            # Torch's product of fp8 is no public function: where it fails, the rest can still be measured.
            if reason != OUT_OF_MEMORY and point.precision != "fp8":
                raise Failure(f"{point.kind} {point.label()}: {reason}") from e
        else:
            self._files[point.kind].append(point, {**values, **self._common, "measuredAt": timestamp()})
            return outcome
        self._machine_file.leave_out(point, reason)
        return f"left out: {reason}"

    def _values(self, point: Point) -> tuple[dict[str, Any], str]:
        device = self._machine.device
        measured = []
        for work in point.works():
            measured.append(measure(work, device, self._machine.meter, self._windows))
            device.clear()
        if isinstance(point, Served):
            values = served_values(point, *measured, device.launch)
            return values, "{joulesPerInputToken:.3g} J/input token, {joulesPerDecodedToken:.3g} J/output token".format(
                **values
            )
        (one,) = measured
        return plain_values(point, one), (
            f"{one.seconds:.3g} s, {point.flops() / one.seconds / 1e12:.3g} TFLOP/s, {one.watts:.0f} W"
        )


def _reason(error: BaseException) -> str:
    """Out of memory, in the words of torch, cuBLAS or cuDNN, also behind another error; else the first line."""
    cause: BaseException | None = error
    while cause is not None:
        text = str(cause).lower()
        if "out of memory" in text or "alloc_failed" in text or "can't allocate memory" in text:
            return OUT_OF_MEMORY
        cause = cause.__context__
    return (str(error).splitlines() or [type(error).__name__])[0]


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
