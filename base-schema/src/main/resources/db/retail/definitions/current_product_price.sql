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
