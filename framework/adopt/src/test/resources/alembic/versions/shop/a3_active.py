"""add the flag of active customers

Revision ID: a3c000000003
Revises: a2c000000002
Create Date: 2024-03-03 10:00:00

"""
from alembic import op
import sqlalchemy as sa

revision = 'a3c000000003'
down_revision = ('a2c000000002')
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('customer', sa.Column('active', sa.SmallInteger(), nullable=True))
    op.create_index('ix_customer_active', 'customer', ['active', 'name'], unique=False)


def downgrade():
    op.drop_index('ix_customer_active', table_name='customer')
    op.drop_column('customer', 'active')
