"""python-escpos reads what each thermal printer can from a file beside its code."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("escpos", includes=["capabilities.json"])
