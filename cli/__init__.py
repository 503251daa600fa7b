"""The commands, a file for each group: each reads its words, calls a room, prints what came."""
