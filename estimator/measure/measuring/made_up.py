"""A device and a meter that measure nothing: they show that the script and its files work where there is no GPU."""

from __future__ import annotations

import math
import time
from typing import Any, Callable

from .meters import State
from .points import DecodeStep, Work
from .timing import Call

NAME = "made-up meter"
FLOPS_PER_SECOND = 1e13
LAUNCH_SECONDS = 1e-6
WATTS = 100.0
MEMORY_TOKENS = 1000


class MadeUpDevice:
    """Has a clock of its own, which its work sets forward: more work is done at a better pace, up to a limit."""

    launch = "made-up"

    def __init__(self) -> None:
        self._now = 0.0

    def supports(self, precision: str) -> bool:
        return True

    def prepare(self, work: Work) -> Call:
        if isinstance(work, DecodeStep) and work.batch * work.context > MEMORY_TOKENS:
            raise RuntimeError(f"out of memory: no room for more than {MEMORY_TOKENS} tokens")
        pace = FLOPS_PER_SECOND * -math.expm1(-((work.flops() / 1e8) ** 0.5))
        seconds = LAUNCH_SECONDS + work.flops() / pace

        def call() -> None:
            self._now += seconds

        return call

    def synchronize(self) -> None:
        pass

    def now(self) -> float:
        return self._now

    def clear(self) -> None:
        pass


class MadeUpMeter:
    """Says the same watts at all times."""

    method = "made-up"
    sampling_millis = None

    def __init__(self, now: Callable[[], float] = time.perf_counter) -> None:
        self._now = now
        self._begun = 0.0

    def start(self) -> None:
        self._begun = self._now()

    def stop(self) -> float:
        return WATTS * (self._now() - self._begun)

    def state(self) -> State:
        return State(None, None, None, None)

    def mean_watts(self, seconds: float) -> float:
        return WATTS

    def description(self) -> dict[str, Any]:
        return {"gpu": NAME}
