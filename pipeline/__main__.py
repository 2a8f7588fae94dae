"""`python -m pipeline` is the `baocao06` command."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
