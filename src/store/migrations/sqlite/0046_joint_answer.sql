-- What joint presenters say to being named.

-- answer: asked until they say yes; who says no is no presenter. Whoever stood up before was not
-- asked, and has said yes by standing up.
ALTER TABLE talk_presenter ADD COLUMN answer TEXT NOT NULL DEFAULT 'yes'
  CHECK (answer IN ('asked', 'yes') AND (lead = 0 OR answer = 'yes'));
