"""merge the flag and the tags

Revision ID: a5c000000005
Revises: a3c000000003, a4c000000004
Create Date: 2024-03-05 10:00:00

"""
revision = 'a5c000000005'
down_revision = (
    'a3c000000003',  # the flag
    'a4c000000004',
)
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
