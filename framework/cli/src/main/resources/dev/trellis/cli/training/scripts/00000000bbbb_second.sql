-- revision: 00000000bbbb
-- down_revision: 00000000aaaa
-- message: second

-- upgrade
update shop_customer set name = '' where name is null;
alter table shop_customer add column extra integer;
create index ix_shop_customer_extra on shop_customer (extra);
