"""create the customers

Revision ID: a1c000000001
Revises:
Create Date: 2024-03-01 09:30:00.123456

"""
from alembic import op
import sqlalchemy as sa

revision = 'a1c000000001'
down_revision = None
branch_labels = ('shop',)
depends_on = None


def upgrade():
    op.create_table(
        'customer',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=100), nullable=False),
        sa.Column('email', sa.String(length=200), nullable=True),
        sa.Column('balance', sa.Numeric(10, 2), server_default='0', nullable=False),
        sa.Column('note', sa.Text()),
        sa.PrimaryKeyConstraint('id', name='pk_customer'),
        sa.UniqueConstraint('email', name='uq_customer_email'),
        sa.CheckConstraint('balance >= 0', name='ck_customer_balance'),
    )
    op.create_index('ix_customer_name', 'customer', ['name'])


def downgrade():
    op.drop_index('ix_customer_name', table_name='customer')
    op.drop_table('customer')
