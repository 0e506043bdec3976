-- Called by the trigger batch_stays_executed; the other databases have the code in the trigger.
create function refuse_executed_batch() returns trigger language plpgsql as $$
begin
    raise exception 'this batch has been executed and cannot be changed';
end
$$;
