"""Take a branch from its start to its tag: facts are read at the edge, steps planned from them, performed last."""
