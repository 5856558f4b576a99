ALTER TABLE ledger_book
  ADD COLUMN bits smallint NOT NULL DEFAULT 13,
  ADD COLUMN refused bigint NOT NULL DEFAULT 0,
  ADD COLUMN refused_hash bytea NOT NULL DEFAULT '\x0000000000000000000000000000000000000000000000000000000000000000';
ALTER TABLE ledger_outcome
  ADD COLUMN number bigint NOT NULL DEFAULT 0,
  ADD COLUMN hash bytea NOT NULL DEFAULT '\x';
CREATE TABLE ledger_layout (
  book bigint NOT NULL,
  first_seq bigint NOT NULL,
  bits smallint NOT NULL,
  PRIMARY KEY (book, first_seq)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_layout FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();

-- As before, but for the bucket, which is laid out as the book's own row says.
CREATE OR REPLACE FUNCTION ledger_post_one(
  p_book bigint, p_id uuid, p_debit bigint, p_credit bigint, p_amount bigint, p_code smallint,
  p_event_at bigint, p_now bigint
) RETURNS boolean LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  b ledger_book%ROWTYPE;
  d ledger_account%ROWTYPE; c ledger_account%ROWTYPE; v_bucket integer;
  v_at bigint; v_seq bigint; v_hash bytea;
  zero CONSTANT bytea := '\x00000000000000000000000000000000';
BEGIN
  SELECT * INTO b FROM ledger_book WHERE book = p_book FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF p_id <= b.max_id AND (
       EXISTS (SELECT 1 FROM ledger_known(p_book, ARRAY[p_id]))
       OR EXISTS (SELECT 1 FROM ledger_refused(p_book, ARRAY[p_id]))) THEN
    RETURN false;
  END IF;
  v_seq := b.last_seq + 1;
  v_bucket := (v_seq - 1) >> b.bits;
  SELECT * INTO d FROM ledger_account WHERE book = p_book AND id = p_debit;
  SELECT * INTO c FROM ledger_account WHERE book = p_book AND id = p_credit;
  -- Not "NOT coalesce(...)": an account that does not exist makes the condition null, and null is not true.
  IF (d.flags & 1 = 0 AND c.flags & 1 = 0 AND d.unit = c.unit AND d.posted - p_amount - d.held_out >= d.floor
      AND c.posted + p_amount + c.held_in <= c.ceiling) IS NOT TRUE THEN
    RETURN false;
  END IF;
  UPDATE ledger_account SET posted = posted - p_amount, seq = seq + 1, bucket = v_bucket
    WHERE book = p_book AND id = p_debit;
  UPDATE ledger_account SET posted = posted + p_amount, seq = seq + 1, bucket = v_bucket
    WHERE book = p_book AND id = p_credit;
  v_at := greatest(p_now, b.last_at);
  v_hash := sha256(b.head || uuid_send(p_id) || int8send(v_seq) || int8send(p_debit) || int8send(p_credit)
    || int8send(p_amount) || int2send(p_code) || int2send(0::smallint) || zero || zero
    || int8send(v_at) || int8send(coalesce(p_event_at, 0)) || int8send(0::bigint));
  INSERT INTO ledger_transfer (book, id, seq, debit, credit, amount, code, kind, at, event_at)
    VALUES (p_book, p_id, v_seq, p_debit, p_credit, p_amount, p_code, 0, v_at, p_event_at);
  INSERT INTO ledger_entry (book, bucket, prev_bucket, account, seq, transfer, delta, balance_after, at)
    VALUES (p_book, v_bucket, d.bucket, p_debit, d.seq + 1, p_id, -p_amount, d.posted - p_amount, v_at),
           (p_book, v_bucket, c.bucket, p_credit, c.seq + 1, p_id, p_amount, c.posted + p_amount, v_at);
  INSERT INTO ledger_commit (book, number, first_seq, last_seq, committed_at, hash)
    VALUES (p_book, b.last_commit + 1, v_seq, v_seq, p_now, v_hash);
  UPDATE ledger_book SET last_seq = v_seq, last_commit = last_commit + 1, last_at = v_at,
    max_id = greatest(max_id, p_id), head = v_hash WHERE book = p_book;
  RETURN true;
END $$;
