"""What every stage uses: errors, logging, configuration, files, code hashes. Imports nothing else of the project."""
