"""The window: a client of the record and of the game; nothing else imports it."""

import os

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
