"""What a Django project is made of, as its files say: texts in, facts out, and nothing is run."""
