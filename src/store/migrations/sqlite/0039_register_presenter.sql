-- Whoever gives a talk at a SPARK event stands on its register without having
-- booked. presents: the booking was made of a mark there, or when the register
-- was closed, so that they have attendance and hours as everybody has. It takes
-- no place (walk_in and beyond) and is no entry of its own in a calendar: the talk is.
ALTER TABLE booking ADD COLUMN presents INTEGER NOT NULL DEFAULT 0 CHECK (presents IN (0, 1));
