"""What plugins are registered under."""

PROJECT = "dlpscan"
ENTRY_POINTS = "dlpscan_v1"  # the number moves with an incompatible change of the hooks
