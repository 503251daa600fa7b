"""Words of the trade as data: names, roles, headline words, jump forms, signs of repair."""
