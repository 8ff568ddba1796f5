"""A decoder-only transformer with random weights, just large and usual enough to cost what such models cost."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from .points import Shape


@dataclass(frozen=True)
class Layer:
    """Weights of one layer, each as inputs × outputs."""

    query: Tensor
    key_value: Tensor
    output: Tensor
    gate_up: Tensor
    down: Tensor


class Cache:
    """Keys and values of each layer: batch × key-value heads × tokens × head size."""

    def __init__(self, shape: Shape, batch: int, tokens: int, dtype: torch.dtype, device: torch.device) -> None:
        size = (batch, shape.kv_heads, tokens, shape.head_size)
        # Random, not zero: a GPU that multiplies zeros draws less power.
        self.keys = [torch.randn(size, dtype=dtype, device=device) for _ in range(shape.layers)]
        self.values = [torch.randn(size, dtype=dtype, device=device) for _ in range(shape.layers)]


class Decoder:
    """Without positions and biases, whose work is small."""

    def __init__(self, shape: Shape, dtype: torch.dtype, device: torch.device) -> None:
        def weights(inputs: int, outputs: int) -> Tensor:
            return torch.randn(inputs, outputs, dtype=dtype, device=device).mul_(inputs**-0.5)

        heads = shape.heads * shape.head_size
        kv_heads = shape.kv_heads * shape.head_size
        self.shape = shape
        self.embedding = torch.randn(shape.vocabulary, shape.hidden, dtype=dtype, device=device)
        self.layers = [
            Layer(
                weights(shape.hidden, heads),
                weights(shape.hidden, 2 * kv_heads),
                weights(heads, shape.hidden),
                weights(shape.hidden, 2 * shape.feed_forward),
                weights(shape.feed_forward, shape.hidden),
            )
            for _ in range(shape.layers)
        ]
        self.head = weights(shape.hidden, shape.vocabulary)

    def prefill(self, tokens: Tensor, cache: Cache) -> Tensor:
        """Puts prompts, batch × tokens, into the cache; the first token of each answer."""
        shape, (batch, count) = self.shape, tokens.shape
        x = self.embedding[tokens]
        for layer, keys, values in zip(self.layers, cache.keys, cache.values):
            h = _normed(x)
            query = (h @ layer.query).view(batch, count, shape.heads, shape.head_size).transpose(1, 2)
            both = (h @ layer.key_value).view(batch, count, 2, shape.kv_heads, shape.head_size)
            keys.copy_(both[:, :, 0].transpose(1, 2))
            values.copy_(both[:, :, 1].transpose(1, 2))
            group = shape.heads // shape.kv_heads
            seen = F.scaled_dot_product_attention(
                query, keys.repeat_interleave(group, 1), values.repeat_interleave(group, 1), is_causal=True
            )
            x = x + seen.transpose(1, 2).reshape(batch, count, -1) @ layer.output
            x = x + _fed_forward(_normed(x), layer)
        return (_normed(x[:, -1]) @ self.head).argmax(-1)

    def step(self, tokens: Tensor, cache: Cache) -> Tensor:
        """The next token of each sequence. Keys and values always take the last place: no context grows."""
        shape, batch = self.shape, tokens.shape[0]
        x = self.embedding[tokens]
        for layer, keys, values in zip(self.layers, cache.keys, cache.values):
            h = _normed(x)
            query = (h @ layer.query).view(batch, shape.kv_heads, -1, shape.head_size)
            both = (h @ layer.key_value).view(batch, 2, shape.kv_heads, shape.head_size)
            keys[:, :, -1] = both[:, 0]
            values[:, :, -1] = both[:, 1]
            scores = query @ keys.transpose(2, 3) * shape.head_size**-0.5
            seen = scores.float().softmax(-1).to(x.dtype) @ values
            x = x + seen.reshape(batch, -1) @ layer.output
            x = x + _fed_forward(_normed(x), layer)
        return (_normed(x) @ self.head).argmax(-1)


def _normed(x: Tensor) -> Tensor:
    wide = x.float()
    return (wide * torch.rsqrt(wide.square().mean(-1, keepdim=True) + 1e-6)).to(x.dtype)


def _fed_forward(x: Tensor, layer: Layer) -> Tensor:
    gate, up = (x @ layer.gate_up).chunk(2, -1)
    return (F.silu(gate) * up) @ layer.down
