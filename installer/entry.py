"""Where the built program begins: the same as ``python -m app``, or the child that decodes pictures."""

import sys

from app.picture_process import DECODE_OPTION

if __name__ == "__main__":
    if sys.argv[1:2] == [DECODE_OPTION]:
        from app.decoding import main
    else:
        from app.cli import main
    sys.exit(main())
