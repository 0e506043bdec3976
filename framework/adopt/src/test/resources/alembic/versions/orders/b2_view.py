"""create the view of the tags

Revision ID: b2c000000002
Revises: b1c000000001
Create Date: 2024-04-02 10:00:00

"""
from alembic import op

revision = 'b2c000000002'
down_revision = 'b1c000000001'
branch_labels = None
depends_on = ['a5c000000005']


def upgrade():
    op.execute("""
        CREATE VIEW tagged_order AS
        SELECT o.id AS id, t.word AS word FROM orders o JOIN tag t ON t.customer_id = o.customer_id
    """)


def downgrade():
    op.execute("DROP VIEW tagged_order")
