-- Captures with a statement of how they were collected; earlier captures have none. The statement
-- is known by the digest of bytes and words together.
create table collected (
  entry bigint primary key,
  sha256 text not null,
  statement text not null,
  name text not null,
  url text not null,
  collected_at bigint,
  body text not null
);
create index collected_sha256 on collected (sha256);
create index collected_url on collected (url);
create index collected_statement on collected (statement);
create table gone (
  entry bigint primary key,
  url text not null,
  sha256 text not null,
  gone_at bigint not null,
  note text not null,
  author text not null,
  recorded_at bigint not null
);
create table custody (
  entry bigint primary key,
  sha256 text not null,
  act text not null,
  note text not null,
  author text not null,
  recorded_at bigint not null
);
create index custody_sha256 on custody (sha256);
