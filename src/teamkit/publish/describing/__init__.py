"""What a change asks for, as Markdown in the body of its request."""
