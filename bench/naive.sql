-- What one would write first on PostgreSQL: one function for each claim, in a transaction of its own.
-- It checks and writes what Zuoquan's claim does, but for the budget and the chain of hashes. The hot
-- row is locked last, which is as short as this way of writing allows.
create table enterprise (
    id bigint primary key,
    held bigint not null default 0
) with (fillfactor = 70);
create table product (
    id bigint primary key,
    price bigint not null,
    vouchers bigint not null,
    taken bigint not null default 0
) with (fillfactor = 50);
create table orders (
    id bigint generated always as identity primary key,
    enterprise bigint not null,
    product bigint not null,
    amount bigint not null,
    subsidy bigint not null,
    own_payment bigint not null,
    placed timestamptz not null,
    accept_by timestamptz not null
);
create index on orders (enterprise);
create table event (
    seq bigint generated always as identity primary key,
    at timestamptz not null,
    body jsonb not null
);
create table answer (
    enterprise bigint not null,
    key text not null,
    order_id bigint not null,
    primary key (enterprise, key)
);

insert into enterprise (id) select generate_series(1, :enterprises);
insert into product (id, price, vouchers) select generate_series(1, :products), 50000, 500000000;

create function claim(who bigint, what bigint, request_key text) returns bigint
language plpgsql as $$
declare
    made bigint;
    amount bigint;
    subsidy bigint;
begin
    select order_id into made from answer where enterprise = who and key = request_key;
    if found then
        return made;
    end if;
    select price into amount from product where id = what and taken < vouchers;
    if not found then
        return 0;
    end if;
    subsidy := amount * 30 / 100;
    update enterprise set held = held + subsidy where id = who and held + subsidy <= 20000000;
    if not found then
        return 0;
    end if;
    insert into orders (enterprise, product, amount, subsidy, own_payment, placed, accept_by)
    values (who, what, amount, subsidy, amount - subsidy, now(), now() + interval '48 hours')
    returning id into made;
    insert into event (at, body)
    values (now(), jsonb_build_object('act', 'claim', 'order', made, 'enterprise', who,
                                      'product', what, 'subsidy', subsidy));
    insert into answer values (who, request_key, made);
    update product set taken = taken + 1 where id = what and taken < vouchers;
    if not found then
        raise exception 'sold out';
    end if;
    return made;
end $$;

vacuum analyze;
