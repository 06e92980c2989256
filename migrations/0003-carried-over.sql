-- What lets an audit carry over what an earlier one found, where nothing that it rests on has changed.

-- What the world of a run was made of: the record, the configuration and the program, as one hash.
ALTER TABLE run ADD COLUMN basis TEXT;

-- What the files of an export were when it was imported last, by the names under which it was given. Exports whose files
-- are all as they were need not be read again. `files` holds 24 bytes for each file, in the order of reading; `tool` is
-- the program that read them; `summary` tells what it said, as JSON.
CREATE TABLE export_digest (
  sources TEXT PRIMARY KEY,
  import INTEGER NOT NULL REFERENCES import,
  tool TEXT NOT NULL,
  files BLOB NOT NULL,
  summary TEXT NOT NULL
) STRICT, WITHOUT ROWID;
