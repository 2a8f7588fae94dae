"""`python -m pipeline` is the `baocao06` command."""

if __name__ == "__main__":  # the reading process imports this file too, and needs none of it
    from pipeline.cli.commands import main

    main()
