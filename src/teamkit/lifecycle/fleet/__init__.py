"""Many repositories at once: how they stand, what an update would do to them, and the engines that carry it out."""
