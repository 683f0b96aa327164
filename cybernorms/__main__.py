"""`python -m cybernorms`: the jobs of the app without a browser."""

from cybernorms.cli import main

if __name__ == "__main__":
    main()
