-- Pages and counts by time and by place are answered from these two indexes alone. The new columns follow
-- from the ledger, so the tables are emptied and fill themselves from it at once.
delete from rejection;
delete from import_receipt;
delete from capture;
delete from observation;
delete from case_version;
update applied set entries = 0, root = '', last_recorded = 0;
drop index observation_occurred;
drop index observation_placed;
alter table observation add column span integer not null default 0;
alter table observation add column begins bigint not null default 0;
alter table observation add column ends bigint not null default 0;
alter table observation add column cell integer;
create index observation_by_time on observation (span, begins, entry, ends, feed, case_id, recorded_to, latitude, longitude);
create index observation_by_cell on observation (cell, entry, begins, ends, feed, case_id, recorded_to, latitude, longitude) where cell is not null;
create index observation_recorded on observation (recorded_from, entry);
create index observation_of_case on observation (case_id, span, begins, entry, ends, feed, recorded_to, latitude, longitude) where case_id <> '';
