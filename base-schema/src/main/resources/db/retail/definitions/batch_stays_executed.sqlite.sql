-- A batch that has made its changes is a record of them.
create trigger batch_stays_executed before update on batch when old.executed is not null
begin
    select raise(abort, 'this batch has been executed and cannot be changed');
end;
