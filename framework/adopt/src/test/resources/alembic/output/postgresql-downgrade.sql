BEGIN;

-- Running downgrade b2c000000002 -> b1c000000001

DROP VIEW tagged_order;

INSERT INTO alembic_version (version_num) VALUES ('b1c000000001') RETURNING alembic_version.version_num;

UPDATE alembic_version SET version_num='a5c000000005' WHERE alembic_version.version_num = 'b2c000000002';

COMMIT;

BEGIN;

-- Running downgrade b1c000000001 -> 

DROP TABLE orders;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'b1c000000001';

COMMIT;

BEGIN;

-- Running downgrade a5c000000005 -> a3c000000003, a4c000000004

INSERT INTO alembic_version (version_num) VALUES ('a3c000000003') RETURNING alembic_version.version_num;

UPDATE alembic_version SET version_num='a4c000000004' WHERE alembic_version.version_num = 'a5c000000005';

COMMIT;

BEGIN;

-- Running downgrade a3c000000003 -> a2c000000002

DROP INDEX ix_customer_active;

ALTER TABLE customer DROP COLUMN active;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'a3c000000003';

COMMIT;

BEGIN;

-- Running downgrade a4c000000004 -> a2c000000002

DROP TABLE tag;

UPDATE alembic_version SET version_num='a2c000000002' WHERE alembic_version.version_num = 'a4c000000004';

COMMIT;

BEGIN;

-- Running downgrade a2c000000002 -> a1c000000001

DELETE FROM customer;

UPDATE alembic_version SET version_num='a1c000000001' WHERE alembic_version.version_num = 'a2c000000002';

COMMIT;

BEGIN;

-- Running downgrade a1c000000001 -> 

DROP INDEX ix_customer_name;

DROP TABLE customer;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'a1c000000001';

COMMIT;

DROP TABLE alembic_version;

