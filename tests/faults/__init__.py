"""The fault matrix: each thing people do, cut off, out of room, without power and with a byte turned over."""
