"""Columns of integers with the worlds axis first, and how they are set up and observed."""
