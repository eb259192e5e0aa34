"""What podcast platforms refuse of a feed, and what they advise: known from feed.xml and the files that it names."""
