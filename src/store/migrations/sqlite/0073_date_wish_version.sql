-- A wish of the year's plan can be changed: a form that was opened before
-- another's change is stale.
ALTER TABLE date_wish ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
