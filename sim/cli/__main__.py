"""`python -m sim.cli`: the same as the command `abukamal`."""

from __future__ import annotations

import sys

from sim.cli.entry import main

sys.exit(main())
