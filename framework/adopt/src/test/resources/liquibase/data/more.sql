-- from a file
create table by_sql_file (id int);
