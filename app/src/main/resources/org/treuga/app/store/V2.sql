-- For lists by time and maps by place; ids of earlier versions for the history of one observation.
create index observation_occurred on observation (occurred_from, occurred_to);
create index observation_placed on observation (latitude, longitude) where latitude is not null;
create index observation_history on observation (external_id, entry) where superseded_by is not null;
