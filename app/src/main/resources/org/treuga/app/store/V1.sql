-- The same statements on SQLite and on PostgreSQL. Times are microseconds since 1970, null is open.
create table applied (
  one integer primary key check (one = 1),
  log text not null,
  entries bigint not null,
  root text not null,
  last_recorded bigint not null
);
create table capture (
  entry bigint primary key,
  sha256 text not null,
  bytes bigint not null,
  name text not null,
  feed text not null,
  author text not null,
  recorded_at bigint not null
);
create index capture_sha256 on capture (sha256);
create table observation (
  entry bigint primary key,
  feed text not null,
  external_id text not null,
  sha256 text not null,
  author text not null,
  recorded_from bigint not null,
  recorded_to bigint,
  superseded_by bigint,
  kind text not null,
  act text not null,
  occurred_from bigint,
  occurred_to bigint,
  latitude double precision,
  longitude double precision,
  body text not null
);
create unique index observation_current on observation (feed, external_id) where superseded_by is null;
create table import_receipt (
  entry bigint primary key,
  feed text not null,
  author text not null,
  recorded_at bigint not null,
  accepted bigint not null,
  updated bigint not null,
  unchanged bigint not null,
  rejected bigint not null
);
create table rejection (
  entry bigint not null,
  place integer not null,
  file text not null,
  line integer not null,
  column_name text not null,
  code text not null,
  expected text not null,
  got text not null,
  primary key (entry, place)
);
