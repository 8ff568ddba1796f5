"""The work, done by torch."""

from __future__ import annotations

import gc
import time
from functools import lru_cache
from typing import Any

import torch

from .decoder import Cache, Decoder
from .points import PRECISIONS, Conv, DecodeStep, Matmul, Prefill, Shape, Work
from .timing import Call

DTYPES = {"fp32": torch.float32, "tf32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}


class TorchDevice:
    """A GPU, or the CPU to try the script out."""

    def __init__(self, name: str, eager: bool) -> None:
        torch.set_grad_enabled(False)
        torch.manual_seed(1)
        torch.backends.cudnn.benchmark = True  # the first call of a convolution looks for the fastest algorithm
        self._device = torch.device(name)
        self._on_gpu = self._device.type == "cuda"
        self._graphs = self._on_gpu and not eager
        self.launch = "cuda-graph" if self._graphs else "eager"
        self._decoder = lru_cache(maxsize=1)(self._new_decoder)

    def supports(self, precision: str) -> bool:
        if precision == "fp8" and not (hasattr(torch, "float8_e4m3fn") and hasattr(torch, "_scaled_mm")):
            return False
        return not self._on_gpu or torch.cuda.get_device_capability(self._device) >= PRECISIONS[precision]

    def prepare(self, work: Work) -> Call:
        tf32 = work.precision == "tf32"
        torch.backends.cuda.matmul.allow_tf32 = tf32
        torch.backends.cudnn.allow_tf32 = tf32
        if isinstance(work, Matmul):
            return self._matmul(work)
        if isinstance(work, Conv):
            return self._conv(work)
        return self._prefill(work) if isinstance(work, Prefill) else self._step(work)

    def _matmul(self, work: Matmul) -> Call:
        if work.precision == "fp8":
            return self._fp8(work)
        a = self._random(work.precision, work.m, work.k)
        b = self._random(work.precision, work.k, work.n)
        c = torch.empty(work.m, work.n, dtype=a.dtype, device=self._device)
        return lambda: torch.mm(a, b, out=c)

    def _fp8(self, work: Matmul) -> Call:
        """Scaled by one, out comes bf16; the second matrix lies column by column, as the hardware wants it."""
        a = self._random("bf16", work.m, work.k).to(torch.float8_e4m3fn)
        b = self._random("bf16", work.n, work.k).to(torch.float8_e4m3fn).t()
        one = torch.ones((), device=self._device)
        return lambda: torch._scaled_mm(a, b, scale_a=one, scale_b=one, out_dtype=torch.bfloat16)

    def _conv(self, work: Conv) -> Call:
        x = self._random(work.precision, work.batch, work.Cin, work.H, work.W)
        weights = self._random(work.precision, work.Cout, work.Cin // work.groups, work.K1, work.K2)
        padding = (work.K1 // 2, work.K2 // 2)
        return lambda: torch.nn.functional.conv2d(x, weights, padding=padding, groups=work.groups)

    def _prefill(self, work: Prefill) -> Call:
        decoder = self._decoder(work.shape, work.precision)
        cache = Cache(work.shape, work.batch, work.tokens, DTYPES[work.precision], self._device)
        tokens = self._tokens(work.shape, work.batch, work.tokens)
        return lambda: decoder.prefill(tokens, cache)

    def _step(self, work: DecodeStep) -> Call:
        decoder = self._decoder(work.shape, work.precision)
        cache = Cache(work.shape, work.batch, work.context, DTYPES[work.precision], self._device)
        tokens = self._tokens(work.shape, work.batch)

        def step() -> Any:
            return decoder.step(tokens, cache)

        return self._recorded(step) if self._graphs else step

    def _recorded(self, call: Call) -> Call:
        """As a CUDA graph, so that the GPU and not Python sets the pace; servers decode so."""
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                call()
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            call()
        # A graph holds addresses only: what it was recorded from, with its tensors, has to live as long.
        return lambda kept=call: graph.replay()

    def _new_decoder(self, shape: Shape, precision: str) -> Decoder:
        return Decoder(shape, DTYPES[precision], self._device)

    def _random(self, precision: str, *size: int) -> torch.Tensor:
        return torch.randn(size, dtype=DTYPES[precision], device=self._device)

    def _tokens(self, shape: Shape, *size: int) -> torch.Tensor:
        return torch.randint(shape.vocabulary, size, device=self._device)

    def synchronize(self) -> None:
        if self._on_gpu:
            torch.cuda.synchronize()

    def now(self) -> float:
        return time.perf_counter()

    def clear(self) -> None:
        gc.collect()
        if self._on_gpu:
            torch.cuda.empty_cache()
