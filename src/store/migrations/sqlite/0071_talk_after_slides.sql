-- Whether what was handed in for the evening is shared too: a yes to the
-- library is one to the words, and the slides need their own. Who said yes
-- while there were slides was told that they go with it; who had none then did
-- not say yes to any.
ALTER TABLE talk_after ADD COLUMN with_slides INTEGER NOT NULL DEFAULT 0 CHECK (with_slides IN (0, 1));
UPDATE talk_after SET with_slides = 1 WHERE EXISTS
  (SELECT 1 FROM talk_slides s WHERE s.talk_id = talk_after.talk_id AND s.link <> '')
  OR EXISTS (SELECT 1 FROM file_link l WHERE l.noun = 'talk' AND l.noun_id = talk_after.talk_id);
