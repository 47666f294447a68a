"""`python -m playbookgen` is the command `playbookgen`."""

from playbookgen.cli import main

if __name__ == "__main__":
    main()
