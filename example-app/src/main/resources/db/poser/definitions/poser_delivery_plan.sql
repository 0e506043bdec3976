-- Who is visited on which day, in the order of the stops.
create view poser_delivery_plan as
select r.weekday, r.departs, r.name as route, s.sequence, c.number as customer
from poser_delivery_route r
join poser_delivery_stop s on s.route_uuid = r.uuid
join customer c on c.uuid = s.customer_uuid;
