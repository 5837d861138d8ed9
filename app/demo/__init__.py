"""A made-up service to look around in: its people, what happens when, and the telling of it."""
