"""create the tags

Revision ID: a4c000000004
Revises: a2c000000002
Create Date: 2024-03-04 10:00:00

"""
from alembic import op
import sqlalchemy as sa

revision = 'a4c00000' '0004'
down_revision = "a2c000000002"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'tag',
        sa.Column('customer_id', sa.Integer(), nullable=False),
        sa.Column('word', sa.String(40), nullable=False),
        sa.Column('weight', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
        sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name='fk_tag_customer', ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('customer_id', 'word', name='pk_tag'),
    )


def downgrade():
    op.drop_table('tag')
