-- revision: a3
-- down_revision: a2
-- message: log what happens
-- upgrade sqlite
create table log (what varchar(200));
create trigger thing_ins after insert on thing begin
  insert into log values (case when new.size > 5 then 'big; one' else 'it''s' end);
  insert into log values ('end;'); -- end;
end;
create view things as select id, kind from thing;
insert into thing (size, kind) values (7, 'a;b');
-- upgrade postgresql
create table log (what varchar(200));
create function log_it() returns trigger language plpgsql as $body$
begin
  insert into log values ('it''s; ' || new.kind); -- $$
  return new;
end $body$;
create trigger thing_ins after insert on thing for each row execute function log_it();
create function twice(a int) returns int begin atomic select 1; select a * 2; end;
insert into thing (size, kind) values (twice(4), E'a\';b');
-- upgrade mariadb
create table log (what varchar(200));
delimiter //
create trigger thing_ins after insert on thing for each row
begin
  insert into log values (concat('it\'s; ', new.kind)); # a comment;
  insert into log values ('end;');
end//
delimiter ;
/*! insert into thing (size, kind) values (7, 'a;b') */;
-- upgrade mysql
create table log (what varchar(200));
delimiter //
create trigger thing_ins after insert on thing for each row
begin
  insert into log values (concat('it\'s; ', new.kind)); # a comment;
  insert into log values ('end;');
end//
delimiter ;
/*! insert into thing (size, kind) values (7, 'a;b') */;
-- upgrade h2
create table log (what varchar(200));
insert into log values ('it''s; $$'); // a comment;
-- downgrade sqlite
drop view things;
drop trigger thing_ins;
drop table log;
-- downgrade postgresql
drop trigger thing_ins on thing;
drop function log_it();
drop function twice(int);
drop table log;
-- downgrade mariadb
drop trigger thing_ins;
drop table log;
-- downgrade mysql
drop trigger thing_ins;
drop table log;
-- downgrade h2
drop table log;
