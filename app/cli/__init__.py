"""The command line: a public interface for IT staff and for checks.

``parser`` walks the modules beside it and gathers the commands each declares; ``run`` runs one.
"""
