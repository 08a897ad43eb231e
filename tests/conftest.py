"""How many examples the laws try: a few dozen in `make test`, hundreds in `make test-long`, forty in CI.

A law that is dear or cheap says so as a share of the profile (`settings.default.max_examples // 4`), never as a number
of its own: then every law gets its long run.
"""

import os

from hypothesis import HealthCheck, settings

# Time says nothing here: machines are shared and busy. What a law costs is seen in `--durations`.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
# The same examples each time, so that the same code gives the same answer: to a newcomer, and to whoever bisects.
settings.register_profile("fast", _PATIENT, max_examples=25, derandomize=True, database=None)
# New examples each time, and what failed is tried again first. In CI the same ones, since a gate answers the same
# twice, and fewer, since it has to answer within 25 minutes on two cores.
_CI = "CI" in os.environ
settings.register_profile("long", _PATIENT, max_examples=40 if _CI else 250, derandomize=_CI)
settings.load_profile("fast")
