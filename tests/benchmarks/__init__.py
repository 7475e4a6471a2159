"""Timings, measured side by side and printed. No test asserts a time.

Run all with `python -m tests.benchmarks`, or some by name: `python -m tests.benchmarks opening`.
"""
