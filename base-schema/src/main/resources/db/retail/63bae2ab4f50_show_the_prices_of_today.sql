-- revision: 63bae2ab4f50
-- down_revision: 328f2c5a226e
-- message: show the prices of today
-- created: 2026-01-20T09:44:05Z
-- db_create: true

-- upgrade

-- One row for each product, store and kind of price: the newest valid price.
create view current_product_price as
select uuid, product_uuid, store_uuid, type, price, starts, ends
from (
    select uuid, product_uuid, store_uuid, type, price, starts, ends,
           row_number() over (
               partition by product_uuid, store_uuid, type
               order by starts desc, uuid desc) as age
    from product_price
    where starts <= current_date and (ends is null or ends >= current_date)
) prices
where age = 1;

-- upgrade postgresql

-- The same rows, with a shorter query of PostgreSQL.
create view current_product_price as
select distinct on (product_uuid, store_uuid, type)
       uuid, product_uuid, store_uuid, type, price, starts, ends
from product_price
where starts <= current_date and (ends is null or ends >= current_date)
order by product_uuid, store_uuid, type, starts desc, uuid desc;

-- downgrade

drop view current_product_price;
