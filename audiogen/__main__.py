"""`python -m audiogen` is the same program as `audiogen`."""

from audiogen.cli.main import main

if __name__ == "__main__":
    main()
