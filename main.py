"""Start the command-centre console: ``python main.py [COMMAND] …``."""

import sys

from console.cli import main

if __name__ == "__main__":
    sys.exit(main())
