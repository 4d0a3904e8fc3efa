-- What a set of slides that was taken away is compared with: the order it was in, by
-- slides_set_order, no longer every change of anything at its event. A set taken
-- before has none, and its order is not said to have changed.
ALTER TABLE slides_taken RENAME COLUMN version TO order_mark;
UPDATE slides_taken SET order_mark = 0;
