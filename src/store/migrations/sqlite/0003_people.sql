-- People through their years: why somebody is out of the cycle in neutral
-- words, whether what a leaver held was given up, which role came with a part.

-- What an exemption is: away (exactly these days), in induction, or not in the
-- cycle for no stated reason (until the September after). Never a reason
-- (practice P2): nothing else about it is stored anywhere.
ALTER TABLE exemption ADD COLUMN kind TEXT NOT NULL DEFAULT 'not in the cycle'
  CHECK (kind IN ('away', 'induction', 'not in the cycle'));

-- gone_at: the moment at which what a leaver still held (jobs, roles,
-- relations, places, sessions, addresses) was ended. NULL: nothing is lost
-- yet, so the leaving can still be taken back whole.
ALTER TABLE person ADD COLUMN gone_at INTEGER;
CREATE INDEX person_leaving ON person (left_on) WHERE left_on IS NOT NULL AND gone_at IS NULL;
CREATE INDEX person_merged ON person (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX former_name_by_name ON former_name (name COLLATE NOCASE);

-- The role that comes with taking part and ends with it.
ALTER TABLE participation ADD COLUMN grant_id INTEGER REFERENCES role_grant (id);
CREATE INDEX participation_by_event ON participation (event_id) WHERE event_id IS NOT NULL;
