"""What generating, and what is generated, cost beside other generators: the table of README.md.

python -m tests.benchmarks.speed CORPUS [--row NAME ...] [--runs N] [--readme]

CORPUS is a folder with `github.json`, `stripe.json`, `msgraph-v1.0.json` and `oxide-propolis.json` (20 KB, for lint) somewhere
below it; `--document github=FILE` names others. Peers are installed from PyPI, each in an environment of its own (kept with `--peers DIR`). What is compared runs
in turns, so that whatever else the machine does meets all; each ratio is that of two medians. All CPU time that a
command and its children spend counts. What was measured is kept in `--results`, so that rows can be measured one by one.
"""
