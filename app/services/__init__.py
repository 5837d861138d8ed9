"""What a person can do: one module per thing, one public method per sentence somebody could say.

No Qt, no SQL.
"""
