"""create the orders

Revision ID: b1c000000001
Revises:
Create Date: 2024-04-01 10:00:00

"""
from alembic import op
import sqlalchemy as sa

revision = 'b1c000000001'
down_revision = None
branch_labels = {'orders'}
depends_on = 'a1c000000001'


def upgrade():
    op.create_table(
        'orders',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('customer_id', sa.Integer(), nullable=False),
        sa.Column('total', sa.Numeric(12, 2), nullable=True),
        sa.PrimaryKeyConstraint('id', name='pk_orders'),
        sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name='fk_orders_customer'),
    )


def downgrade():
    op.drop_table('orders')
