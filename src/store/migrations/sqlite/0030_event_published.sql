-- Since when everybody can see an event: what is new is told by it. NULL: a
-- draft, or called off as one.
ALTER TABLE event ADD COLUMN published_at INTEGER;
UPDATE event SET published_at = created_at WHERE seq > 0 AND status <> 'draft';
