DELIMITER //
create procedure p() begin select "a\";", `b;`; # x ;
select 1 /*! and 2; */ -- y;
; end//
DELIMITER ;
select 1;
