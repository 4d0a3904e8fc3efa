-- A version that undo or redo made is an earlier one over again: its number, so
-- that the next undo goes on from there, not back to where one came from.
ALTER TABLE programme_version ADD COLUMN same_as INTEGER;
