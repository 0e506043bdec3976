BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a1c000000001

CREATE TABLE customer (
    id SERIAL NOT NULL, 
    name VARCHAR(100) NOT NULL, 
    email VARCHAR(200), 
    balance NUMERIC(10, 2) DEFAULT '0' NOT NULL, 
    note TEXT, 
    CONSTRAINT pk_customer PRIMARY KEY (id), 
    CONSTRAINT uq_customer_email UNIQUE (email), 
    CONSTRAINT ck_customer_balance CHECK (balance >= 0)
);

CREATE INDEX ix_customer_name ON customer (name);

INSERT INTO alembic_version (version_num) VALUES ('a1c000000001') RETURNING alembic_version.version_num;

COMMIT;

BEGIN;

-- Running upgrade a1c000000001 -> a2c000000002

INSERT INTO customer (id, name) VALUES (1, 'Zoe''s; -- Running upgrade x -> y');

INSERT INTO customer (id, name) VALUES (2, 'Ann');

UPDATE customer SET note = 'first' WHERE id = 1;

UPDATE alembic_version SET version_num='a2c000000002' WHERE alembic_version.version_num = 'a1c000000001';

COMMIT;

BEGIN;

-- Running upgrade a2c000000002 -> a4c000000004

CREATE TABLE tag (
    customer_id INTEGER NOT NULL, 
    word VARCHAR(40) NOT NULL, 
    weight BIGINT DEFAULT 1 NOT NULL, 
    CONSTRAINT pk_tag PRIMARY KEY (customer_id, word), 
    CONSTRAINT fk_tag_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
);

UPDATE alembic_version SET version_num='a4c000000004' WHERE alembic_version.version_num = 'a2c000000002';

COMMIT;

BEGIN;

-- Running upgrade a2c000000002 -> a3c000000003

ALTER TABLE customer ADD COLUMN active SMALLINT;

CREATE INDEX ix_customer_active ON customer (active, name);

INSERT INTO alembic_version (version_num) VALUES ('a3c000000003') RETURNING alembic_version.version_num;

COMMIT;

BEGIN;

-- Running upgrade a3c000000003, a4c000000004 -> a5c000000005

DELETE FROM alembic_version WHERE alembic_version.version_num = 'a3c000000003';

UPDATE alembic_version SET version_num='a5c000000005' WHERE alembic_version.version_num = 'a4c000000004';

COMMIT;

BEGIN;

-- Running upgrade  -> b1c000000001

CREATE TABLE orders (
    id SERIAL NOT NULL, 
    customer_id INTEGER NOT NULL, 
    total NUMERIC(12, 2), 
    CONSTRAINT pk_orders PRIMARY KEY (id), 
    CONSTRAINT fk_orders_customer FOREIGN KEY(customer_id) REFERENCES customer (id)
);

INSERT INTO alembic_version (version_num) VALUES ('b1c000000001') RETURNING alembic_version.version_num;

COMMIT;

BEGIN;

-- Running upgrade b1c000000001 -> b2c000000002

CREATE VIEW tagged_order AS
        SELECT o.id AS id, t.word AS word FROM orders o JOIN tag t ON t.customer_id = o.customer_id;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'b1c000000001';

UPDATE alembic_version SET version_num='b2c000000002' WHERE alembic_version.version_num = 'a5c000000005';

COMMIT;

