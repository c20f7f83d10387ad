"""Lists of weights as single integers, so that a product adds what is drawn: Kronecker's substitution (1882)."""

from collections.abc import Iterable


def packed(weights: Iterable[int], width: int) -> int:
    """One integer of weights, each in so many bytes, the first one lowest."""
    return int.from_bytes(b"".join(weight.to_bytes(width, "little") for weight in weights), "little")


def unpacked(number: int, width: int) -> list[int]:
    """The weights again, up to the last one that is not zero."""
    held = number.to_bytes(-(-number.bit_length() // (8 * width)) * width, "little")
    return [int.from_bytes(held[place : place + width], "little") for place in range(0, len(held), width)]


def width(largest: int) -> int:
    """The bytes that hold a weight."""
    return largest.bit_length() // 8 + 1
