"""How a piece of work is measured: warm-up, then windows that are long beside the meter's resolution."""

from __future__ import annotations

import math
import statistics
from dataclasses import asdict, dataclass, fields
from typing import Any, Callable, Protocol

from .meters import Failure, Meter, State
from .points import Work

Call = Callable[[], Any]


class Device(Protocol):
    """What does the work."""

    launch: str

    def supports(self, precision: str) -> bool:
        """Whether it has hardware for it."""

    def prepare(self, work: Work) -> Call:
        """A call that does it once; it may return before it is done."""

    def synchronize(self) -> None: ...

    def now(self) -> float:
        """Seconds."""

    def clear(self) -> None:
        """Gives memory back."""


@dataclass(frozen=True)
class Windows:
    """Each at least so many seconds long; the warm-up takes about as long as one."""

    seconds: float
    repeats: int

    def duration(self, works: int) -> float:
        return works * self.seconds * (self.repeats + 1)


@dataclass(frozen=True)
class Measured:
    """Medians over the windows, per call; a spread is (greatest - least) / median; `calls` are those of all windows."""

    seconds: float
    secondsSpread: float
    joules: float
    joulesSpread: float
    watts: float
    windows: int
    calls: int
    state: State

    def columns(self, prefix: str = "") -> dict[str, Any]:
        values = {**asdict(self), **asdict(self.state)}
        del values["state"]
        return {_prefixed(prefix, name): value for name, value in values.items()}


def measured_columns(prefix: str = "") -> list[str]:
    names = [field.name for field in (*fields(Measured), *fields(State)) if field.name != "state"]
    return [_prefixed(prefix, name) for name in names]


def _prefixed(prefix: str, name: str) -> str:
    return prefix + name[0].upper() + name[1:] if prefix else name


def measure(work: Work, device: Device, meter: Meter, windows: Windows) -> Measured:
    call = device.prepare(work)
    expected = _warm_up(call, device, windows.seconds / 2)
    measured = [_window(call, expected, device, meter, windows.seconds) for _ in range(windows.repeats)]
    seconds = [window.seconds / window.calls for window in measured]
    joules = [window.joules / window.calls for window in measured]
    if statistics.median(joules) <= 0:
        raise Failure(f"the GPU counted no joules in windows of {windows.seconds:g} s; choose longer --seconds")
    return Measured(
        statistics.median(seconds),
        _spread(seconds),
        statistics.median(joules),
        _spread(joules),
        statistics.median(window.joules / window.seconds for window in measured),
        windows.repeats,
        sum(window.calls for window in measured),
        measured[-1].state,
    )


@dataclass(frozen=True)
class _Window:
    seconds: float
    joules: float
    calls: int
    state: State


def _window(call: Call, expected: float, device: Device, meter: Meter, least: float) -> _Window:
    """Calls until the time is over; `expected` seconds of one say how many the device gets before it is asked again."""
    calls, elapsed, state = 0, 0.0, None
    meter.start()
    begun = device.now()
    while elapsed < least:
        more = max(1, math.ceil((least - elapsed) / expected))
        for _ in range(more):
            call()
        calls += more
        state = state or meter.state()  # before the end: the clocks of a GPU at work
        device.synchronize()
        elapsed = device.now() - begun
    return _Window(elapsed, meter.stop(), calls, state)


def _warm_up(call: Call, device: Device, least: float) -> float:
    """Seconds of one call, once it has been called for long enough."""
    call()
    device.synchronize()
    calls = 1
    while True:
        begun = device.now()
        for _ in range(calls):
            call()
        device.synchronize()
        elapsed = device.now() - begun
        if elapsed >= least:
            return elapsed / calls
        calls *= 2


def _spread(values: list[float]) -> float:
    return round((max(values) - min(values)) / statistics.median(values), 4)
