"""The rules that a forge holds branches, tags and requests to."""
