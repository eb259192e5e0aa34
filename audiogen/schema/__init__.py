"""JSON Schemas of the files that authors write: editors complete, explain and check with them while somebody types."""
