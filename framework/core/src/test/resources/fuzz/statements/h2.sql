create alias f as $$ int f() { return 1; } $$; // x ;
select 1; /* a /* ; */ */
create function g() returns int begin atomic return 1; end; select (1; 2);
