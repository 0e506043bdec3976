create temp trigger if not exists [a;b] after insert on t begin insert into t values (';', "x;", `y;`); end;
explain create trigger x begin select case when 1 then 2 end; end; select 1 -- a
