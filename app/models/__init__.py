"""SQLAlchemy tables, nothing else."""
