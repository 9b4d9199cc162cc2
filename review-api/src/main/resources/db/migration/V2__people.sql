create table account (
    name               text    primary key,
    password_hash      text    not null,
    roles              text[]  not null,
    must_change        boolean not null,
    -- Changes with the password, the roles and the ban; sessions and tokens of an older stamp are void.
    stamp              bigint  not null default 1,
    disabled_at_millis bigint,
    created_at_millis  bigint  not null
);

-- Only the hash of a token is kept.
create table api_token (
    hash              text   primary key,
    account           text   not null references account (name),
    label             text   not null,
    created_at_millis bigint not null,
    revoked_at_millis bigint
);

-- Who changed what, when and why.
create table audit (
    sequence  bigint generated always as identity primary key,
    at_millis bigint not null,
    who       text   not null,
    what      text   not null,
    subject   text   not null,
    why       text   not null
);
create index audit_subject on audit (subject, sequence);

-- For the time axis.
create table annotation (
    id           bigint generated always as identity primary key,
    kind         text    not null,
    service      text    not null,
    body         text    not null,
    from_millis  bigint  not null,
    until_millis bigint,
    lasting      boolean not null,
    made_by      text    not null
);
create index annotation_time on annotation (from_millis);
