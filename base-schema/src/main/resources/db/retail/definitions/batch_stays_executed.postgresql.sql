-- A batch that has made its changes is a record of them.
create trigger batch_stays_executed before update on batch for each row
when (old.executed is not null) execute function refuse_executed_batch();
