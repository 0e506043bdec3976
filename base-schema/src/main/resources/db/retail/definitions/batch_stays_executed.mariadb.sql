-- A batch that has made its changes is a record of them.
create trigger batch_stays_executed before update on batch for each row
begin
    if old.executed is not null then
        signal sqlstate '45000' set message_text = 'this batch has been executed and cannot be changed';
    end if;
end;
