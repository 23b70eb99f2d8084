"""What the documents say: dated, cited, sometimes contested, and how each statement can be checked."""
