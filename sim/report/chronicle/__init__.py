"""What happened in sentences: from rows of events to happenings, from happenings to words with sources."""
