-- What was made of last year's events is looked up by the event it is a copy of.
CREATE INDEX event_by_copied_from ON event (copied_from) WHERE copied_from IS NOT NULL;
