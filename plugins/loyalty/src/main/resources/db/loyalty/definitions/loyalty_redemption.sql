-- The rewards that members have redeemed.
create view loyalty_redemption as
select t.uuid, t.member_uuid, r.name as reward, -t.points as points, t.occurred
from loyalty_transaction t
join loyalty_reward r on r.uuid = t.reward_uuid;
