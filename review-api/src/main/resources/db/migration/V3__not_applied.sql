-- Why the router did not act on a verdict that was given here; null while nothing speaks against it.
alter table verdict add column not_applied_because text;
