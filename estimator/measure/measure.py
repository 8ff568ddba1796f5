#!/usr/bin/env python3
"""Measures time and energy of a GPU's work, for `wattledger fit` and `wattledger calibrate`."""

from __future__ import annotations

import argparse
import re
import signal
import sys
from datetime import date, datetime, timezone
from itertools import chain, groupby
from pathlib import Path

from measuring import machine as machines
from measuring.files import MachineFile, RowFile
from measuring.meters import Failure
from measuring.points import FULL, PRECISIONS, QUICK, TINY, Conv, Matmul, Point, Served, Shape
from measuring.run import Run
from measuring.timing import Windows

DONE, FAILED, INTERRUPTED = 0, 1, 130
KINDS = {kind.kind: kind for kind in (Matmul, Conv, Served)}
EPILOG = """\
files, in --out:
  YYYY-MM-DD-GPU-matmul.csv, -conv.csv, -transformer.csv, and -machine.json with what all rows have in common.
  A second run goes on where the first ended; --date continues the files of another day.

examples:
  python3 measure.py --plan                                what would be measured, and how long that takes
  python3 measure.py --quick --out measured                a few minutes
  python3 measure.py --out measured                        everything
  python3 measure.py --only transformer --out measured --layers 32 --hidden 4096 --feed-forward 14336
  python3 measure.py --only matmul,conv --precisions fp16,tf32 --seconds 5 --device 1 --out measured

exit codes: 0 done, 1 failure, 2 misuse, 130 interrupted; the rows that were measured are kept in each case.
"""


def main(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # "×" on a terminal without it
    options = _parser().parse_args(arguments)
    points = _points(options)
    windows = Windows(options.seconds, options.repeats)
    if options.plan:
        _print_plan(points, windows)
        return DONE
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _measure(points, windows, options)
        return DONE
    except KeyboardInterrupt:
        _say("interrupted; what was measured is kept, and the same command goes on from there")
        return INTERRUPTED
    except (Failure, OSError) as e:
        _say(str(e))
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="measure.py",
        description="Measures time and energy of matrix products, convolutions and a small decoder on an NVIDIA GPU."
        " Needs Python 3.10, torch 2.0 and nvidia-ml-py.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--only", type=_names(KINDS), default=list(KINDS), metavar="KINDS", help=f"of {','.join(KINDS)}; default all")
    add("--quick", action="store_true", help="a few sizes only")
    add("--plan", action="store_true", help="prints what would be measured; needs no GPU and no torch")
    add("--out", type=Path, default=Path("."), metavar="DIR", help="where the files go; default: here")
    add("--device", type=_whole(0), default=0, metavar="N", help="GPU, as nvidia-smi numbers them; default 0")
    add("--seconds", type=_seconds, default=2.0, metavar="S", help="least length of a window; default 2")
    add("--repeats", type=_whole(1), default=3, metavar="N", help="windows for each point; default 3")
    add("--precisions", type=_names(PRECISIONS), metavar="P", help=f"of {','.join(PRECISIONS)}; default all")
    add("--date", type=_day, default=_today(), metavar="DAY", help="of the files; default today, UTC")
    add("--gpu", metavar="NAME", help="name of the GPU in Wattledger's catalogue; default: what NVML calls it")
    add("--eager", action="store_true", help="decodes without CUDA graphs")
    model = parser.add_argument_group("the decoder")
    for name, default in (
        ("layers", 16),
        ("hidden", 2048),
        ("heads", 32),
        ("kv-heads", 8),
        ("feed-forward", 8192),
        ("vocabulary", 32768),
    ):
        model.add_argument(f"--{name}", type=_whole(1), default=default, metavar="N", help=f"default {default}")
    model.add_argument("--weights", choices=["bf16", "fp16"], default="bf16", help="precision; default bf16")
    add("--self-test", choices=["made-up", "cpu"], help=argparse.SUPPRESS)
    return parser


def _names(known: dict[str, object]):
    def names(text: str) -> list[str]:
        wrong = [name for name in text.split(",") if name not in known]
        if wrong:
            raise argparse.ArgumentTypeError(f"'{','.join(wrong)}' is not of {', '.join(known)}")
        return [name for name in known if name in text.split(",")]

    return names


def _whole(least: int):
    def whole(text: str) -> int:
        if not text.isdigit() or int(text) < least:
            raise argparse.ArgumentTypeError(f"'{text}': a whole number from {least} is needed")
        return int(text)

    return whole


def _seconds(text: str) -> float:
    try:
        if 0 < (seconds := float(text)) <= 3600:
            return seconds
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"'{text}': a number above 0, up to 3600, is needed")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}': a day such as 2026-11-29 is needed") from None


def _points(options: argparse.Namespace) -> list[Point]:
    shape = Shape(
        options.layers, options.hidden, options.heads, options.kv_heads, options.feed_forward, options.vocabulary
    )
    if shape.hidden % shape.heads or shape.heads % shape.kv_heads:
        _parser().error("--hidden must be a multiple of --heads, and --heads one of --kv-heads")
    if options.self_test:
        grid, shape = TINY, Shape(2, 64, 4, 2, 128, 256)
    else:
        grid = QUICK if options.quick else FULL
    points = {Matmul: grid.matmuls(), Conv: grid.convs(), Served: grid.served(shape, options.weights)}
    chosen = list(chain.from_iterable(points[KINDS[name]] for name in options.only))
    if options.precisions:
        # The decoder has --weights of its own.
        chosen = [point for point in chosen if isinstance(point, Served) or point.precision in options.precisions]
    if not chosen:
        _parser().error("nothing is left to measure; widen --only or --precisions")
    return chosen


def _print_plan(points: list[Point], windows: Windows) -> None:
    for (kind, precision), group in groupby(points, lambda point: (point.kind, point.precision)):
        same = list(group)
        minutes = windows.duration(sum(len(point.works()) for point in same)) / 60
        ends = f"{same[0].label()} … {same[-1].label()}"
        print(f"{kind:12}{precision:6}{len(same):5} points {minutes:6.1f} min   {ends}")
    minutes = windows.duration(sum(len(point.works()) for point in points)) / 60
    print(f"{len(points)} points, {windows.repeats} windows of {windows.seconds:g} s each: about {minutes:.0f} minutes")


def _measure(points: list[Point], windows: Windows, options: argparse.Namespace) -> None:
    if options.self_test:
        machine = machines.cpu(options.date) if options.self_test == "cpu" else machines.made_up()
    else:
        machine = machines.gpu(options.device, options.date, options.eager, 3 if options.quick else 10, _say)
    options.out.mkdir(parents=True, exist_ok=True)
    slug = re.sub(r"[^a-z0-9]+", "-", machine.name.lower()).strip("-")
    stem = options.out / f"{options.date}-{slug}"
    files = {name: RowFile(Path(f"{stem}-{name}.csv"), kind) for name, kind in KINDS.items()}
    machine_file = MachineFile(Path(f"{stem}-machine.json"), machine.description)
    Run(machine, options.gpu or machine.name, windows, machine_file, files, _say).measure(points)
    _say(f"done: {stem}-*")


def _today() -> date:
    return datetime.now(timezone.utc).date()


def _say(text: str) -> None:
    print(f"measure.py: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
