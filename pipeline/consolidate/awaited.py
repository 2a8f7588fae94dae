"""Values that are worked out when somebody first asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Awaited(Mapping[K, V]):
    """A mapping in the order in which its keys came; what they stand for may come later."""

    def __init__(self) -> None:
        self._made: dict[K, V | None] = {}
        self._later: dict[K, Callable[[], V]] = {}

    def put(self, key: K, later: Callable[[], V]) -> None:
        """Add a key, and how its value is worked out; that may ask for any other key."""
        self._made[key] = None
        self._later[key] = later

    def __getitem__(self, key: K) -> V:
        if later := self._later.pop(key, None):
            self._made[key] = later()
        value = self._made[key]
        assert value is not None
        return value

    def __contains__(self, key: object) -> bool:
        return key in self._made

    def __iter__(self) -> Iterator[K]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)
