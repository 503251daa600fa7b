"""Which words stand in which stories, and how often."""
