-- Who may do what for a brand, and who did what.

-- Keys of a brand's own programs and people. Tills have theirs in till_devices: they are its cashiers.
create table access_keys (
  brand_id bigint not null references brands,
  number integer not null,
  role text not null check (role in ('owner', 'manager', 'auditor', 'machine')),
  name text not null,
  -- SHA-256 of the key: 256 random bits need no salt.
  key_hash text not null unique,
  -- The key before the last rotation, which counts a while longer.
  former_hash text unique,
  former_until timestamptz,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  -- To the hour, and not from where.
  last_used_at timestamptz,
  primary key (brand_id, number),
  check ((former_hash is null) = (former_until is null))
);

-- Administrative acts, each entry holding the hash of the one before it. Append-only. Subjects are numbers or keyed hashes,
-- never what is personal.
create table audit_log (
  brand_id bigint not null references brands,
  sequence bigint not null check (sequence > 0),
  at timestamptz not null,
  -- key 3, till 1, shop 2, cli or service
  actor text not null,
  role text,
  act text not null,
  subject text not null,
  detail jsonb not null,
  previous text not null check (previous ~ '^[0-9a-f]{64}$'),
  -- SHA-256 over the entry as canonical JSON.
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  primary key (brand_id, sequence)
);
create trigger audit_log_append_only before update or delete on audit_log
  for each row execute function refuse_change();
create trigger audit_log_no_truncate before truncate on audit_log
  for each statement execute function refuse_change();
