-- The first schema. Every table of the hot path begins its key with the programme. Integers are bigint
-- (times in microseconds UTC, money in fen, truths 0 or 1); days, names and texts are text; nested lists
-- and structs are canonical JSON as text. An optional field is null when it has no value, others never.
-- Each statement ends with a semicolon at the end of its line.

-- Not from any log: which programmes there are, and where each log stands.

create table programme (
    id bigint not null primary key,
    code text not null unique
);

create table log_tail (
    programme_id bigint not null primary key,
    next_seq bigint not null,
    last_time bigint not null,
    last_hash text not null,
    next_message bigint not null
);

-- The log, and which entities each event changed.

create table log_entry (
    programme_id bigint not null,
    seq bigint not null,
    "time" bigint not null,
    bytes text not null,
    hash text not null,
    primary key (programme_id, seq)
);

create table log_subject (
    programme_id bigint not null,
    entity text not null,
    id bigint not null,
    seq bigint not null,
    primary key (programme_id, entity, id, seq)
);

create index log_subject_by_seq on log_subject (programme_id, seq, entity, id);

-- Of the log's Merkle tree one node in 256 leaves, and what was signed over it; not from the log's
-- fold, but made of nothing else.

create table log_node (
    programme_id bigint not null,
    level bigint not null,
    place bigint not null,
    hash text not null,
    primary key (programme_id, level, place)
);

create table checkpoint (
    programme_id bigint not null,
    "size" bigint not null,
    "time" bigint not null,
    note text not null,
    primary key (programme_id, "size")
);

-- Folds of the log: one table for each kind of entity, its columns the fields of the entity.

create table programme_state (
    programme_id bigint not null,
    "code" text not null,
    "edition" bigint not null,
    "edition_digest" text not null,
    "open" bigint not null,
    "claims_open_at" bigint,
    primary key (programme_id)
);

create table edition (
    programme_id bigint not null,
    "id" bigint not null,
    "digest" text not null,
    "text" text not null,
    "published" bigint not null,
    primary key (programme_id, "id")
);

create table enterprise (
    programme_id bigint not null,
    "id" bigint not null,
    "name" text not null,
    "uscc" text not null,
    "registered_in" text not null,
    "legal_form" text not null,
    "legal_person" bigint not null,
    "honours" text not null,
    "credit" text not null,
    "source" text not null,
    "standing" text not null,
    "certifications" text not null,
    primary key (programme_id, "id")
);

create table provider (
    programme_id bigint not null,
    "id" bigint not null,
    "name" text not null,
    "uscc" text not null,
    "registered_in" text not null,
    "founded" text,
    "credit" text not null,
    "qualifications" text not null,
    "contracts_last_year" bigint not null,
    "revenue_last_year" bigint not null,
    "equipment_sets" bigint not null,
    "approved" bigint not null,
    "source" text not null,
    "standing" text not null,
    "bank_account" text,
    "account_change" text,
    primary key (programme_id, "id")
);

create table product (
    programme_id bigint not null,
    "id" bigint not null,
    "provider" bigint not null,
    "name" text not null,
    "direction" text not null,
    "subtype" text not null,
    "price" bigint not null,
    "price_unit" text not null,
    "status" text not null,
    "form" text not null,
    "documents" text not null,
    "last_submitted" bigint,
    "due" bigint,
    "due_kind" text,
    "notice_ends" bigint,
    "open_objections" bigint not null,
    "validity_days" bigint,
    "claims_open_at" bigint,
    "flags" text not null,
    "panel" text not null,
    "reason" text not null,
    "due_missed" bigint not null,
    "delisted_by_sanction" bigint not null,
    "ratings" bigint not null,
    "stars" bigint not null,
    primary key (programme_id, "id")
);

create table orders (
    programme_id bigint not null,
    "id" bigint not null,
    "number" text not null,
    "enterprise" bigint not null,
    "provider" bigint not null,
    "product" bigint not null,
    "product_name" text not null,
    "direction" text not null,
    "status" text not null,
    "edition" bigint not null,
    "placed" bigint not null,
    "size" text not null,
    "quota_scopes" text not null,
    "contact" text not null,
    "amount" bigint not null,
    "eligible_amount" bigint not null,
    "subsidy" bigint not null,
    "own_payment" bigint not null,
    "grounds" text not null,
    "approved" bigint,
    "reviewed_by" bigint not null,
    "clawback" bigint not null,
    "returned" bigint not null,
    "refunded" bigint not null,
    "refunded_whole" bigint not null,
    "accept_by" bigint not null,
    "valid_until" bigint not null,
    "redeem_by" bigint,
    "review_by" bigint,
    "due" bigint,
    "due_kind" text,
    "overdue" bigint not null,
    "frozen" bigint not null,
    "frozen_by" bigint not null,
    "open_objections" bigint not null,
    "batch" bigint not null,
    "completed" bigint not null,
    "stars" bigint not null,
    "rating" text not null,
    "flags" text not null,
    "void_ground" text,
    "reason" text not null,
    primary key (programme_id, "id")
);

create table contract (
    programme_id bigint not null,
    "order" bigint not null,
    "versions" text not null,
    primary key (programme_id, "order")
);

create table redemption (
    programme_id bigint not null,
    "order" bigint not null,
    "submissions" text not null,
    primary key (programme_id, "order")
);

create table batch (
    programme_id bigint not null,
    "id" bigint not null,
    "status" text not null,
    "items" text not null,
    "left" text not null,
    "published" bigint,
    "notice_ends" bigint,
    "made" bigint not null,
    "made_by" bigint not null,
    "settled_by" bigint not null,
    "frozen_digest" text not null,
    "payout_digest" text not null,
    primary key (programme_id, "id")
);

create table objection (
    programme_id bigint not null,
    "id" bigint not null,
    "product" bigint not null,
    "batch" bigint not null,
    "orders" text not null,
    "text" text not null,
    "at" bigint not null,
    "upheld" bigint,
    primary key (programme_id, "id")
);

create table sanction (
    programme_id bigint not null,
    "id" bigint not null,
    "party" bigint not null,
    "ground" text not null,
    "orders" text not null,
    "until" text,
    "permanent" bigint not null,
    "decided" bigint not null,
    "lifted" bigint,
    "reason" text not null,
    primary key (programme_id, "id")
);

create table spot_check (
    programme_id bigint not null,
    "id" bigint not null,
    "draw" text not null,
    "population" bigint not null,
    "sample" text not null,
    "findings" text not null,
    "at" bigint not null,
    primary key (programme_id, "id")
);

create table appeal (
    programme_id bigint not null,
    "id" bigint not null,
    "by" bigint not null,
    "order" bigint not null,
    "product" bigint not null,
    "sanction" bigint not null,
    "text" text not null,
    "at" bigint not null,
    "upheld" bigint,
    primary key (programme_id, "id")
);

create table proposal (
    programme_id bigint not null,
    "id" bigint not null,
    "act" text not null,
    "command" text not null,
    "proposed_by" bigint not null,
    "at" bigint not null,
    "approved" bigint,
    "decided_by" bigint not null,
    primary key (programme_id, "id")
);

create table organisation (
    programme_id bigint not null,
    "id" bigint not null,
    "name" text not null,
    "uscc" text not null,
    "kinds" text not null,
    primary key (programme_id, "id")
);

create table person (
    programme_id bigint not null,
    "id" bigint not null,
    "name" text not null,
    "active" bigint not null,
    primary key (programme_id, "id")
);

create table membership (
    programme_id bigint not null,
    "id" bigint not null,
    "person" bigint not null,
    "organisation" bigint not null,
    "role" text not null,
    "active" bigint not null,
    "until" bigint,
    "reason" text not null,
    primary key (programme_id, "id")
);

create table invoice_use (
    programme_id bigint not null,
    "number" text not null,
    "programme" bigint not null,
    "order" bigint not null,
    "reserved" bigint not null,
    primary key (programme_id, "number")
);

create table account (
    programme_id bigint not null,
    "kind" text not null,
    "owner" bigint not null,
    "scope" text not null,
    "limit" bigint,
    "held" bigint not null,
    "settled" bigint not null,
    "exhausted" bigint not null,
    primary key (programme_id, "kind", "owner", "scope")
);

create index product_by_provider on product (programme_id, "provider", "id");

create index product_by_status on product (programme_id, "status", "id");

create index product_by_direction on product (programme_id, "direction", "id");

create index product_by_due on product (programme_id, "due");

create index orders_by_enterprise on orders (programme_id, "enterprise", "id");

create index orders_by_provider on orders (programme_id, "provider", "id");

create index orders_by_product on orders (programme_id, "product", "id");

create index orders_by_status on orders (programme_id, "status", "id");

create index orders_by_batch on orders (programme_id, "batch", "id");

create index orders_by_due on orders (programme_id, "due");

create index orders_by_number on orders (programme_id, "number");

create index enterprise_by_uscc on enterprise (programme_id, "uscc");

create index provider_by_uscc on provider (programme_id, "uscc");

create index objection_by_batch on objection (programme_id, "batch");

create index objection_by_product on objection (programme_id, "product");

create index sanction_by_party on sanction (programme_id, "party");

create index organisation_by_uscc on organisation (programme_id, "uscc");

create index membership_by_person on membership (programme_id, "person", "id");

create index membership_by_organisation on membership (programme_id, "organisation", "id");

create index invoice_use_by_order on invoice_use (programme_id, "programme", "order");

-- Beside the log: answers given, messages, openings of personal commitments.

create table idempotency (
    programme_id bigint not null,
    actor text not null,
    "key" text not null,
    request text not null,
    answer text not null,
    primary key (programme_id, actor, "key")
);

create table message (
    programme_id bigint not null,
    id bigint not null,
    to_party bigint not null,
    kind text not null,
    facts text not null,
    "at" bigint not null,
    dedupe text,
    sent bigint not null,
    "read" bigint not null,
    primary key (programme_id, to_party, id)
);

create unique index message_dedupe on message (programme_id, dedupe) where dedupe is not null;

create index message_unsent on message (sent, id);

create table file_use (
    programme_id bigint not null,
    digest text not null,
    entity text not null,
    id bigint not null,
    primary key (programme_id, digest, entity, id)
);

create table personal_opening (
    programme_id bigint not null,
    "commitment" text not null,
    salt text not null,
    "value" text not null,
    primary key (programme_id, "commitment")
);

-- How persons log in, what they uploaded, and settings of the whole installation.

create table credential (
    login text not null primary key,
    person bigint not null,
    password text not null,
    changed bigint not null
);
create index credential_by_person on credential (person);

create table session (
    id_digest text not null primary key,
    person bigint not null,
    organisation bigint not null,
    "role" text not null,
    made bigint not null,
    last_used bigint not null,
    confirmed bigint not null,
    strong bigint not null,
    held text not null,
    device text not null,
    until bigint not null,
    entered_by text not null
);
create index session_by_person on session (person);

create table access_record (
    kind text not null,
    "key" text not null,
    "owner" bigint not null,
    "value" text not null,
    primary key (kind, "key")
);
create index access_record_by_owner on access_record (kind, "owner");

create table stored_file (
    digest text not null,
    "owner" bigint not null,
    media_type text not null,
    bytes bigint not null,
    name text not null,
    "at" bigint not null,
    pages bigint not null,
    scanned bigint not null,
    dropped bigint,
    read_by bigint not null,
    primary key (digest, "owner")
);

create index stored_file_by_owner on stored_file ("owner", "at" desc, digest);
create index stored_file_by_reader on stored_file (read_by, "at");
create index stored_file_by_time on stored_file ("at");
create index stored_file_dropped on stored_file (dropped) where dropped is not null;

create table transcript (
    digest text not null primary key,
    reader bigint not null,
    body text not null
);

create table setting (
    name text not null primary key,
    "value" bigint not null
);
