-- What belongs to a case is apart from another case's and from what belongs to none ('').
alter table observation add column case_id text not null default '';
drop index observation_current;
create unique index observation_current on observation (case_id, feed, external_id) where superseded_by is null;
create table case_version (
  entry bigint primary key,
  case_id text not null,
  title text not null,
  author text not null,
  recorded_at bigint not null,
  body text not null
);
create index case_version_id on case_version (case_id, entry);
alter table import_receipt add column case_id text not null default '';
