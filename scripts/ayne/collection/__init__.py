"""Collection: every answer goes to the journal as it arrives, and from there to the raw files."""
