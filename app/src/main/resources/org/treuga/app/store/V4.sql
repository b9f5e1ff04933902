-- 1 where digests stand in place of some of what the observation says.
alter table observation add column sealed integer not null default 0;
