"""Charts: plain numbers, instants, words and links in, pictures out."""
