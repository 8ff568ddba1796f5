"""What is measured: points, the grids that they lie on, and their operations.

A point's fields are the columns that tell it from others, so they bear the names that Wattledger's files have.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import product
from typing import ClassVar, Iterator, Union

# Least compute capability with hardware for it: NVIDIA, CUDA C++ Programming Guide 12, table of features, 2025.
PRECISIONS = {"fp32": (0, 0), "tf32": (8, 0), "fp16": (5, 3), "bf16": (8, 0), "fp8": (8, 9)}

# Tokens that are put in at once: a server's prefill takes a few requests, not all that it decodes.
PREFILL_TOKENS = 16384


@dataclass(frozen=True)
class Matmul:
    """An m×k matrix times a k×n matrix."""

    kind: ClassVar[str] = "matmul"
    precision: str
    m: int
    n: int
    k: int

    def flops(self) -> int:
        return 2 * self.m * self.n * self.k

    def label(self) -> str:
        return f"{self.precision} {self.m}×{self.k}×{self.n}"

    def works(self) -> tuple[Work, ...]:
        return (self,)


@dataclass(frozen=True)
class Conv:
    """A convolution with stride 1 and "same" padding; depthwise where it has as many groups as channels."""

    kind: ClassVar[str] = "conv"
    precision: str
    batch: int
    H: int
    W: int
    Cin: int
    Cout: int
    K1: int
    K2: int
    groups: int

    def flops(self) -> int:
        return 2 * self.batch * self.H * self.W * self.Cin // self.groups * self.Cout * self.K1 * self.K2

    def label(self) -> str:
        channels = f"{self.Cin} depthwise" if self.groups > 1 else f"{self.Cin}→{self.Cout}"
        return f"{self.precision} {self.batch}×{self.H}×{self.W}, {channels}, kernel {self.K1}×{self.K2}"

    def works(self) -> tuple[Work, ...]:
        return (self,)


@dataclass(frozen=True)
class Shape:
    """A decoder-only transformer: grouped-query attention, gated feed-forward, an output layer of its own."""

    layers: int
    hidden: int
    heads: int
    kv_heads: int
    feed_forward: int
    vocabulary: int

    @property
    def head_size(self) -> int:
        return self.hidden // self.heads

    def layer_weights(self) -> int:
        attention = 2 * self.hidden * (self.heads + self.kv_heads) * self.head_size
        return attention + 3 * self.hidden * self.feed_forward

    def parameters(self) -> int:
        return self.layers * self.layer_weights() + 2 * self.vocabulary * self.hidden

    def flops(self, batch: int, tokens: int, context: float) -> float:
        """Of all tokens through the layers, each looking at `context` others, and of one output per sequence."""
        layers = batch * tokens * self.layers * (2 * self.layer_weights() + 4 * context * self.hidden)
        return layers + 2.0 * batch * self.vocabulary * self.hidden

    def name(self) -> str:
        return (
            f"wattledger/decoder-{self.layers}x{self.hidden}-heads{self.heads}kv{self.kv_heads}"
            f"-ff{self.feed_forward}-v{self.vocabulary}"
        )


@dataclass(frozen=True)
class Prefill:
    """A forward pass over whole prompts."""

    shape: Shape
    precision: str
    batch: int
    tokens: int

    def flops(self) -> float:
        return self.shape.flops(self.batch, self.tokens, self.tokens / 2)


@dataclass(frozen=True)
class DecodeStep:
    """One more token for each of a batch of sequences that are `context` tokens long."""

    shape: Shape
    precision: str
    batch: int
    context: int

    def flops(self) -> float:
        return self.shape.flops(self.batch, 1, self.context)


@dataclass(frozen=True)
class Served:
    """A batch of requests to a model: prompts are put in, then all sequences are decoded together."""

    kind: ClassVar[str] = "transformer"
    modelId: str
    weightPrecision: str
    batchSize: int
    inputTokens: int
    outputTokens: int
    shape: Shape

    @property
    def precision(self) -> str:
        return self.weightPrecision

    def label(self) -> str:
        return f"{self.weightPrecision} batch {self.batchSize}, {self.inputTokens} in, {self.outputTokens} out"

    def prefill(self) -> Prefill:
        batch = max(1, min(self.batchSize, PREFILL_TOKENS // self.inputTokens))
        return Prefill(self.shape, self.weightPrecision, batch, self.inputTokens)

    def decode_step(self) -> DecodeStep:
        """The step in the middle: energy grows evenly with the context, so it is the mean of all."""
        context = self.inputTokens + self.outputTokens // 2
        return DecodeStep(self.shape, self.weightPrecision, self.batchSize, context)

    def works(self) -> tuple[Work, ...]:
        return self.prefill(), self.decode_step()


Work = Union[Matmul, Conv, Prefill, DecodeStep]
Point = Union[Matmul, Conv, Served]


def key_columns(kind: type) -> list[str]:
    return [field.name for field in fields(kind) if field.name != "shape"]


def key(point: Point) -> dict[str, str]:
    return {column: str(getattr(point, column)) for column in key_columns(type(point))}


@dataclass(frozen=True)
class Grid:
    """Sizes of a run."""

    precisions: tuple[str, ...]
    squares: tuple[int, ...]
    rows: tuple[int, ...]
    sides: tuple[int, ...]
    kernels: tuple[int, ...]
    channels: tuple[int, ...]
    batched: tuple[int, ...]
    depthwise: tuple[int, ...]
    batches: tuple[int, ...]
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]

    def matmuls(self) -> Iterator[Matmul]:
        """Squares, and the few rows of a decoder's projections."""
        sizes = [(size, size, size) for size in self.squares]
        sizes += [(m, n, k) for m in self.rows for n, k in ((4096, 4096), (16384, 4096), (4096, 16384))]
        for precision, (m, n, k) in product(self.precisions, sizes):
            yield Matmul(precision, m, n, k)

    def convs(self) -> Iterator[Conv]:
        """All kernels, sides and channels for one sample; some of them for batches and depth by depth."""
        for precision in self.precisions:
            if precision == "fp8":
                continue
            for kernel, side, width in product(self.kernels, self.sides, self.channels):
                yield Conv(precision, 1, side, side, width, width, kernel, kernel, 1)
            for batch, kernel, side, width in product(
                self.batched, self.kernels[:2], self.sides[:4:2], self.channels[:2]
            ):
                yield Conv(precision, batch, side, side, width, width, kernel, kernel, 1)
            for kernel, side, width in product(self.depthwise, self.sides[:4:2], self.channels[1:]):
                yield Conv(precision, 1, side, side, width, width, kernel, kernel, width)

    def served(self, shape: Shape, precision: str) -> Iterator[Served]:
        for inputs, outputs, batch in product(self.inputs, self.outputs, self.batches):
            yield Served(shape.name(), precision, batch, inputs, outputs, shape)


FULL = Grid(
    precisions=tuple(PRECISIONS),
    squares=(64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384),
    rows=(16, 64, 256, 1024),
    sides=(7, 14, 28, 56, 112, 224),
    kernels=(1, 3, 5, 7),
    channels=(32, 128, 512),
    batched=(8, 64),
    depthwise=(3, 5, 7),
    batches=(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024),
    inputs=(128, 512, 2048, 8192),
    outputs=(256,),
)
QUICK = Grid(
    precisions=("fp32", "fp16"),
    squares=(256, 512, 1024, 2048, 4096, 8192),
    rows=(16,),
    sides=(14, 28, 56),
    kernels=(1, 3),
    channels=(64, 256),
    batched=(8,),
    depthwise=(3,),
    batches=(1, 16, 128),
    inputs=(512,),
    outputs=(256,),
)
TINY = Grid(
    precisions=("fp32", "bf16"),
    squares=(16, 32, 64, 128, 256, 512),
    rows=(),
    sides=(7, 14, 28),
    kernels=(1, 3),
    channels=(8, 32),
    batched=(4,),
    depthwise=(3,),
    batches=(1, 4, 16, 64),
    inputs=(16, 32),
    outputs=(8,),
)
