"""Lists that are leafed through by number."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One page of a list: `page` of `pages`, counted from 1."""

    page: int
    pages: int

    @property
    def previous(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def following(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None


def number_of_pages(total: int, *, each: int) -> int:
    """How many pages of `each` rows a list of `total` rows has; an empty list has one."""
    return -(-total // each) or 1
