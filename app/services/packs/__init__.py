"""Evidence packs: choosing, looking through for names, making, and making again to compare."""
