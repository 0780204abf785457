"""OMDb: one record for each IMDb id, with ratings, awards and the US gross."""
