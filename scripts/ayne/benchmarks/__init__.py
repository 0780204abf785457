"""What parts of the pipeline cost on catalogues of many sizes."""
