"""Which model is published, and how: chosen, compared with the incumbent, published, watched for drift."""
