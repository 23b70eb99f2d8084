"""From files to a playable situation: schema, marks, map, ruleset, forces, triggers, lint."""
