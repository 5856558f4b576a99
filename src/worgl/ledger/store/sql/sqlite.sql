CREATE TABLE ledger_book (
  book INTEGER PRIMARY KEY AUTOINCREMENT,
  last_account INTEGER NOT NULL DEFAULT 0,
  last_seq INTEGER NOT NULL DEFAULT 0,
  last_commit INTEGER NOT NULL DEFAULT 0,
  last_at INTEGER NOT NULL DEFAULT 0,
  max_id BLOB NOT NULL DEFAULT x'00000000000000000000000000000000',
  head BLOB NOT NULL DEFAULT x'0000000000000000000000000000000000000000000000000000000000000000'
);
CREATE TABLE ledger_account (
  book INTEGER NOT NULL,
  id INTEGER NOT NULL,
  unit TEXT NOT NULL,
  kind INTEGER NOT NULL,
  posted INTEGER NOT NULL DEFAULT 0,
  held_out INTEGER NOT NULL DEFAULT 0 CHECK (held_out >= 0),
  held_in INTEGER NOT NULL DEFAULT 0 CHECK (held_in >= 0),
  floor INTEGER NOT NULL,
  ceiling INTEGER NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0,
  flags INTEGER NOT NULL DEFAULT 0,
  bucket INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (book, id),
  CHECK (posted - held_out >= floor),
  CHECK (posted + held_in <= ceiling)
) WITHOUT ROWID;
CREATE TABLE ledger_transfer (
  book INTEGER NOT NULL,
  id BLOB NOT NULL,
  seq INTEGER NOT NULL,
  debit INTEGER NOT NULL,
  credit INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  code INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  pending_id BLOB,
  journal BLOB,
  at INTEGER NOT NULL,
  event_at INTEGER,
  expires_at INTEGER,
  PRIMARY KEY (book, id),
  CHECK (debit <> credit)
) WITHOUT ROWID;
CREATE UNIQUE INDEX ledger_transfer_order ON ledger_transfer (book, seq);
CREATE INDEX ledger_hold_expiry ON ledger_transfer (book, expires_at) WHERE expires_at IS NOT NULL;
CREATE TABLE ledger_entry (
  book INTEGER NOT NULL,
  bucket INTEGER NOT NULL,
  prev_bucket INTEGER NOT NULL,
  account INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  transfer BLOB NOT NULL,
  delta INTEGER NOT NULL,
  balance_after INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (book, bucket, account, seq)
) WITHOUT ROWID;
CREATE TABLE ledger_resolution (
  book INTEGER NOT NULL,
  pending_id BLOB NOT NULL,
  kind INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  transfer BLOB NOT NULL,
  PRIMARY KEY (book, pending_id)
) WITHOUT ROWID;
CREATE TABLE ledger_outcome (
  book INTEGER NOT NULL,
  id BLOB NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY (book, id)
) WITHOUT ROWID;
CREATE TABLE ledger_commit (
  book INTEGER NOT NULL,
  number INTEGER NOT NULL,
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  committed_at INTEGER NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (book, number)
) WITHOUT ROWID;
CREATE TRIGGER ledger_transfer_no_update BEFORE UPDATE ON ledger_transfer BEGIN SELECT RAISE(ABORT, 'ledger_transfer is append-only'); END;
CREATE TRIGGER ledger_transfer_no_delete BEFORE DELETE ON ledger_transfer BEGIN SELECT RAISE(ABORT, 'ledger_transfer is append-only'); END;
CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'ledger_entry is append-only'); END;
CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'ledger_entry is append-only'); END;
CREATE TRIGGER ledger_resolution_no_update BEFORE UPDATE ON ledger_resolution BEGIN SELECT RAISE(ABORT, 'ledger_resolution is append-only'); END;
CREATE TRIGGER ledger_resolution_no_delete BEFORE DELETE ON ledger_resolution BEGIN SELECT RAISE(ABORT, 'ledger_resolution is append-only'); END;
CREATE TRIGGER ledger_outcome_no_update BEFORE UPDATE ON ledger_outcome BEGIN SELECT RAISE(ABORT, 'ledger_outcome is append-only'); END;
CREATE TRIGGER ledger_outcome_no_delete BEFORE DELETE ON ledger_outcome BEGIN SELECT RAISE(ABORT, 'ledger_outcome is append-only'); END;
CREATE TRIGGER ledger_commit_no_update BEFORE UPDATE ON ledger_commit BEGIN SELECT RAISE(ABORT, 'ledger_commit is append-only'); END;
CREATE TRIGGER ledger_commit_no_delete BEFORE DELETE ON ledger_commit BEGIN SELECT RAISE(ABORT, 'ledger_commit is append-only'); END;
CREATE TRIGGER ledger_account_no_delete BEFORE DELETE ON ledger_account BEGIN SELECT RAISE(ABORT, 'accounts are closed, never deleted'); END;
