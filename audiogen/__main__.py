"""`python -m audiogen` is the same program as `audiogen`."""

from audiogen.cli import main

if __name__ == "__main__":
    main()
