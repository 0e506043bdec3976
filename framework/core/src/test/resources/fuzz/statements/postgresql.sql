create function f() returns trigger as $x$ begin; end $x$ language plpgsql; select E'a\';'; /* a /* b */ */ select 1
