-- Projected from the topics: an older revision never overwrites a newer one.

create table topic_offset (
    topic       text    not null,
    part        integer not null,
    next_offset bigint  not null,
    primary key (topic, part)
);

create table rejected_record (
    topic       text    not null,
    part        integer not null,
    at_offset   bigint  not null,
    reason      text    not null,
    detail      text    not null,
    at_millis   bigint  not null,
    primary key (topic, part, at_offset)
);

-- INC-7: one number for each incident, whichever topic names it first.
create table incident_number (
    number      bigint generated always as identity primary key,
    incident_id text   not null unique
);

create table incident (
    id               text    primary key,
    revision         integer not null,
    state            text    not null,
    opened_at_millis bigint  not null,
    summary          text    not null,
    document         text    not null
);
create index incident_opened on incident (opened_at_millis desc, id);

create table decision (
    id                text    primary key,
    revision          integer not null,
    subject_id        text    not null,
    decided_at_millis bigint  not null,
    document          text    not null
);
create index decision_subject on decision (subject_id, decided_at_millis);

create table review (
    id                text    primary key,
    revision          integer not null,
    version           bigint  not null,
    state             text    not null,
    purpose           text    not null,
    decision_id       text    not null,
    incident_id       text    not null references incident_number (incident_id),
    incident_revision integer not null,
    question          text    not null,
    why_asked         text    not null,
    evidence          text[]  not null,
    notifies          boolean not null,
    receiver          text    not null,
    payload           text    not null,
    on_approve        text    not null,
    on_reject         text    not null,
    on_expiry         text    not null,
    opened_at_millis  bigint  not null,
    due_at_millis     bigint  not null,
    updated_at_millis bigint  not null,
    router_verdict_id text,
    given_verdict_id  text
);
create index review_open on review (due_at_millis) where state = 'OPENED';
create index review_incident on review (incident_id, opened_at_millis desc);

-- What people answered, and what has to leave: both rows commit together.
create table verdict (
    id              text    primary key,
    review_id       text    not null references review (id),
    review_revision integer not null,
    decision_id     text    not null,
    incident_id     text    not null,
    answer          text    not null,
    reason          text,
    label           text    not null,
    cause           text,
    notifies        boolean not null,
    receiver        text    not null,
    payload         text    not null,
    reviewer        text    not null,
    time_millis     bigint  not null,
    idempotency_key text,
    request_digest  text,
    unique (reviewer, idempotency_key)
);
alter table review add foreign key (given_verdict_id) references verdict (id);

create table outbox (
    sequence       bigint generated always as identity primary key,
    verdict_id     text   not null unique references verdict (id),
    due_at_millis  bigint not null,
    sent_at_millis bigint,
    -- Why it will never be sent: undone, or the review was revised before it left.
    voided_at_millis bigint,
    voided_because   text
);
create index outbox_waiting on outbox (due_at_millis) where sent_at_millis is null and voided_at_millis is null;
