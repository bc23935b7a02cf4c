"""What `perf script --fields ip,sym` prints, as a table of the kinds of work and their shares."""

import collections
import sys

# Of a stack the first kind counts of which any frame has a word: those that are called by others stand before them.
KINDS = [
    ("compression (gzip)", ["async_compression", "zlib_rs", "WrapBody"]),
    ("rendering: components, words, links", ["app::", "tachys", "leptos"]),
    ("the database's driver and its sockets", ["sqlx", "sea_orm", "sea_query"]),
    ("the shop: what to ask, rows to views", ["commerce::"]),
    ("HTTP: hyper, axum, tower, the shop's own middleware", ["hyper", "axum", "tower", "server::", "tracing"]),
    ("the runtime: tasks, timers, waiting", [""]),
]


def kind(stack):
    return next(name for name, words in KINDS if any(word in frame for frame in stack for word in words))


def main():
    stacks = [stack.split("\n") for stack in sys.stdin.read().strip().split("\n\n") if stack]
    if not stacks:
        sys.exit("error: perf has seen nothing")
    found = collections.Counter(map(kind, stacks))
    print(f"| where | of {len(stacks):,} samples |\n| --- | --- |")
    for name, count in found.most_common():
        print(f"| {name} | {100 * count / len(stacks):.0f} % |")


main()
