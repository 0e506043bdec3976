-- The same rows as in current_product_price.sql, with a shorter query of PostgreSQL.
create view current_product_price as
select distinct on (product_uuid, store_uuid, type)
       uuid, product_uuid, store_uuid, type, price, starts, ends
from product_price
where starts <= current_date and (ends is null or ends >= current_date)
order by product_uuid, store_uuid, type, starts desc, uuid desc;
