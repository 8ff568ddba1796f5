"""Joules, watts, clocks and temperature of a GPU."""

from __future__ import annotations

import statistics
import threading
import time
from dataclasses import dataclass
from typing import Any, Protocol

SAMPLING_SECONDS = 0.02


class Failure(Exception):
    """Why nothing can be measured, and what to do about it."""


@dataclass(frozen=True)
class State:
    """Of the GPU while it works; what it doesn't tell is empty."""

    smMegahertz: float | None
    memoryMegahertz: float | None
    celsius: float | None
    powerLimitWatts: float | None


class Meter(Protocol):
    method: str
    sampling_millis: float | None

    def start(self) -> None: ...

    def stop(self) -> float:
        """Joules since the start."""

    def state(self) -> State: ...

    def mean_watts(self, seconds: float) -> float: ...

    def description(self) -> dict[str, Any]:
        """Of the machine: what every point has in common."""


class PowerSamples:
    """Watts integrated over time by the trapezoidal rule, where the GPU counts no joules."""

    def __init__(self, watts: Any) -> None:
        self._watts = watts
        self._samples: list[tuple[float, float]] = []
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._take()
        self._thread.start()

    def _take(self) -> None:
        self._samples.append((time.perf_counter(), self._watts()))

    def _run(self) -> None:
        while not self._end.wait(SAMPLING_SECONDS):
            self._take()

    def stop(self) -> float:
        self._end.set()
        self._thread.join()
        self._take()
        pairs = zip(self._samples, self._samples[1:])
        return sum((t1 - t0) * (w0 + w1) / 2 for (t0, w0), (t1, w1) in pairs)


class NvmlMeter:
    """What NVML, NVIDIA's management library, says of one GPU."""

    def __init__(self, index: int) -> None:
        try:
            import pynvml
        except ImportError as e:
            raise Failure("pynvml is missing: pip install nvidia-ml-py") from e
        self._nvml = pynvml
        try:
            pynvml.nvmlInit()
            count = pynvml.nvmlDeviceGetCount()
            if count == 0:
                raise Failure("NVML finds no NVIDIA GPU on this machine")
            if index >= count:
                raise Failure(f"--device {index}: there are {count} GPUs, 0 to {count - 1}; nvidia-smi lists them")
            self._gpu = pynvml.nvmlDeviceGetHandleByIndex(index)
            self.name = _text(pynvml.nvmlDeviceGetName(self._gpu))
            self.uuid = _text(pynvml.nvmlDeviceGetUUID(self._gpu))
        except pynvml.NVMLError as e:
            raise Failure(_reason(pynvml, e)) from e
        self._watts()
        if self._ask("nvmlDeviceGetMigMode", default=(0, 0))[0]:
            raise Failure(f"GPU {index} is divided (MIG): a part has no energy of its own; measure an undivided one")
        counts = self._ask("nvmlDeviceGetTotalEnergyConsumption") is not None
        self.method = "nvml-energy-counter" if counts else "nvml-power-samples"
        self.sampling_millis = None if counts else 1e3 * SAMPLING_SECONDS
        self._begun: float | PowerSamples = 0.0

    def _ask(self, function: str, *arguments: Any, default: Any = None) -> Any:
        """An answer that some GPUs or drivers don't give."""
        try:
            return getattr(self._nvml, function)(self._gpu, *arguments)
        except (AttributeError, self._nvml.NVMLError):
            return default

    def _thousandths(self, function: str) -> float:
        try:
            return getattr(self._nvml, function)(self._gpu) / 1e3
        except self._nvml.NVMLError as e:
            raise Failure(_reason(self._nvml, e)) from e

    def _watts(self) -> float:
        return self._thousandths("nvmlDeviceGetPowerUsage")

    def _counted(self) -> float:
        return self._thousandths("nvmlDeviceGetTotalEnergyConsumption")

    def start(self) -> None:
        if self.sampling_millis is None:
            self._begun = self._counted()
        else:
            self._begun = PowerSamples(self._watts)
            self._begun.start()

    def stop(self) -> float:
        if isinstance(self._begun, PowerSamples):
            return self._begun.stop()
        return self._counted() - self._begun

    def state(self) -> State:
        nvml = self._nvml
        return State(
            self._ask("nvmlDeviceGetClockInfo", nvml.NVML_CLOCK_SM),
            self._ask("nvmlDeviceGetClockInfo", nvml.NVML_CLOCK_MEM),
            self._ask("nvmlDeviceGetTemperature", nvml.NVML_TEMPERATURE_GPU),
            _watts(self._ask("nvmlDeviceGetEnforcedPowerLimit")),
        )

    def mean_watts(self, seconds: float) -> float:
        end = time.perf_counter() + seconds
        watts = [self._watts()]
        while time.perf_counter() < end:
            time.sleep(0.1)
            watts.append(self._watts())
        return round(statistics.fmean(watts), 2)

    def others(self) -> int:
        """Processes that compute on the GPU already: their joules would be counted as ours."""
        return len(self._ask("nvmlDeviceGetComputeRunningProcesses", default=[]))

    def description(self) -> dict[str, Any]:
        nvml = self._nvml
        memory = self._ask("nvmlDeviceGetMemoryInfo")
        return {
            "gpu": self.name,
            "driver": _text(nvml.nvmlSystemGetDriverVersion()),
            "memoryBytes": memory and memory.total,
            "powerLimitWatts": _watts(self._ask("nvmlDeviceGetEnforcedPowerLimit")),
            "defaultPowerLimitWatts": _watts(self._ask("nvmlDeviceGetPowerManagementDefaultLimit")),
            "maxSmMegahertz": self._ask("nvmlDeviceGetMaxClockInfo", nvml.NVML_CLOCK_SM),
            "maxMemoryMegahertz": self._ask("nvmlDeviceGetMaxClockInfo", nvml.NVML_CLOCK_MEM),
        }


def _text(name: str | bytes) -> str:
    return name.decode() if isinstance(name, bytes) else name


def _watts(milliwatts: float | None) -> float | None:
    return None if milliwatts is None else milliwatts / 1e3


def _reason(nvml: Any, error: Any) -> str:
    hints = {
        nvml.NVML_ERROR_LIBRARY_NOT_FOUND: "no NVIDIA driver here (no libnvidia-ml.so.1); is this a GPU machine?",
        nvml.NVML_ERROR_DRIVER_NOT_LOADED: "the NVIDIA driver is not loaded; does nvidia-smi run?",
        nvml.NVML_ERROR_NO_PERMISSION: "this user may not ask the GPU; run as one that nvidia-smi answers",
        nvml.NVML_ERROR_NOT_SUPPORTED: "this GPU tells no watts, so its energy cannot be measured",
    }
    return f"NVML: {error}: {hints.get(error.value, 'does nvidia-smi run?')}"
