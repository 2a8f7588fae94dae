"""The declarations at the top of the repository travel in the package, as `pipeline/shipped`."""

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

SHIPPED = "pipeline.shipped"


class Build(build_py):
    """Takes no program from the top of the repository, only what is declared there."""

    def find_package_modules(self, package, package_dir):  # noqa: D102
        return [] if package == SHIPPED else super().find_package_modules(package, package_dir)


setup(
    cmdclass={"build_py": Build},
    packages=[*find_packages(include=["pipeline*"]), SHIPPED],
    package_dir={SHIPPED: "."},
    package_data={
        "pipeline": ["py.typed"],
        "pipeline.outputs.board": ["board.html", "board.css", "board.js"],
        # Never the forms made from it, nor what units returned.
        SHIPPED: [
            "*.toml",
            "HUONG-DAN.md",
            "docs/pictures/*.png",
            "plans/*.toml",
            "plans/*.txt",
            "input_templates/*/*.toml",
            "input_templates/*/*.md",
            "schemas/*.json",
            "offices/**/*.toml",
            "offices/**/*.txt",
            "offices/**/*.md",
        ],
    },
    exclude_package_data={SHIPPED: ["pyproject.toml"]},
)
