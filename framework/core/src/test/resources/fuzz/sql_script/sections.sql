-- revision: a1
-- down_revision: null
-- branch_labels: [app]

-- upgrade
create table t (a integer default 'x;''y');
-- a comment
-- upgrade postgresql
create function f() returns trigger as $x$ begin; end $x$ language plpgsql; select E'a\';'; /* a /* b */ */ select 1
-- downgrade mariadb
DELIMITER //
create trigger t before insert on t for each row begin set @a = 1; end//
delimiter ;
-- downgrade
create trigger t after insert on t begin update t set a = 1; end;
