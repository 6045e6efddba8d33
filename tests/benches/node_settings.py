"""The suite's settings on the database of a bench, for the processes that it starts."""

import os

from cms.settings.test import *

DATABASES["default"]["NAME"] = os.environ["BENCH_DATABASE"]
if Q_CLUSTER.get("redis"):
    Q_CLUSTER["name"] = "osallistu-bench"  # nobody else's messages
