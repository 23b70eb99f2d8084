"""What a record means to a reader: fidelity, chronicle and charts."""
