"""What the packager cannot see of phonenumbers: each country's numbers are read by name.

Which town a number is from is left out: nothing asks, and it would be 8 MB.
"""

from PyInstaller.utils.hooks import collect_submodules

hiddenimports = collect_submodules("phonenumbers", filter=lambda name: "geodata" not in name)
