"""From scripts to a published show: what is stale, who works on it, and what becomes of each session."""
