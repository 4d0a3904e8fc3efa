-- What the register of schools, groups, governing bodies and providers needs
-- beyond 0002_org: schools that have left, versions against stale forms.

-- ended_on: the day a school left the trust; kept for its history.
ALTER TABLE school ADD COLUMN ended_on INTEGER;
ALTER TABLE school ADD COLUMN version INTEGER NOT NULL DEFAULT 1; -- for stale forms and If-Match

ALTER TABLE governing_body_meeting ADD COLUMN version INTEGER NOT NULL DEFAULT 1; -- the same

CREATE INDEX org_group_by_school ON org_group (school_id, kind, name);
CREATE INDEX facilitator_by_person ON facilitator (person_id);
