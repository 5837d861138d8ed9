"""The vault's shape, step by step."""
