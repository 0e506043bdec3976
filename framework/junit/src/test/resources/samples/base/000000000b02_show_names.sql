-- revision: 000000000b02
-- down_revision: 000000000b01
-- message: show names
-- created: 2026-11-02T00:00:00Z
-- upgrade
create view customer_name as select name from customer;
-- downgrade
drop view customer_name;
