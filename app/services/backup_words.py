"""Words that a backup is told by, wherever it is told."""

HERE = "In the shop's own folder"
"""The place of the hourly backup."""
STOPPED = "Stopped"
"""What an attempt is called that the program's end or a person cut off."""
