"""The machine that is measured: a GPU, or a stand-in to try the script out."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from typing import Any, Callable

from .made_up import NAME, MadeUpDevice, MadeUpMeter
from .meters import Failure, Meter, NvmlMeter
from .timing import Device


@dataclass(frozen=True)
class Machine:
    """What works, what measures it, and what the rows say of them."""

    device: Device
    meter: Meter
    description: dict[str, Any]
    stack: str
    idle_seconds: float

    @property
    def name(self) -> str:
        return self.description["gpu"]


def gpu(index: int, day: date, eager: bool, idle_seconds: float, say: Callable[[str], None]) -> Machine:
    _require_torch()
    meter = NvmlMeter(index)
    if others := meter.others():
        say(f"warning: {others} other process(es) compute on {meter.name}; their energy is counted as ours")
    # By its UUID torch takes the GPU that NVML means, whatever the order and the environment; before it looks for any.
    os.environ["CUDA_VISIBLE_DEVICES"] = meter.uuid
    import torch

    from .device import TorchDevice

    if not torch.cuda.is_available():
        built = torch.version.cuda or "none"
        raise Failure(
            f"torch {torch.__version__} (CUDA: {built}) cannot use {meter.name};"
            " install a torch built for the driver's CUDA"
        )
    software = {"torch": torch.__version__, "cuda": torch.version.cuda}
    description = {**meter.description(), **software, "energyMethod": meter.method}
    stack = f"torch {torch.__version__}, CUDA {torch.version.cuda}, {day:%Y-%m}"
    return Machine(TorchDevice("cuda", eager), meter, description, stack, idle_seconds)


def cpu(day: date) -> Machine:
    """Real work and real seconds on the processor, made-up joules."""
    _require_torch()
    import torch

    from .device import TorchDevice

    stack = f"torch {torch.__version__} on the CPU, {NAME}, {day:%Y-%m}"
    return Machine(TorchDevice("cpu", eager=True), MadeUpMeter(), {"gpu": f"cpu, {NAME}"}, stack, 0)


def made_up() -> Machine:
    device = MadeUpDevice()
    return Machine(device, MadeUpMeter(device.now), {"gpu": NAME}, f"{NAME}, nothing measured", 0)


def _require_torch() -> None:
    try:
        import torch
    except ImportError as e:
        raise Failure(f"torch is missing ({e}): pip install torch (https://pytorch.org/get-started/locally)") from e
    if not hasattr(torch.nn.functional, "scaled_dot_product_attention"):
        raise Failure(f"torch {torch.__version__} is too old; 2.0 or newer is needed")
