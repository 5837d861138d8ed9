"""Forms as data, read from files with every fault named by file and line."""
